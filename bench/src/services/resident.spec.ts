import { Resident } from './resident';

it('what services have in memory is told as the most there ever was, beside what they have at rest', () => {
  const megabytes: Record<number, number[]> = { 1: [110, 120, 115, 190, 130], 2: [90, 90, 90, 90, 201] };
  const processes = [
    { name: 'custody', pid: 1 },
    { name: 'readiness', pid: 2 },
  ];
  const resident = new Resident(processes, (pid) => megabytes[pid]?.shift() ?? Number.NaN);
  resident.look();
  resident.look();
  resident.wereAtRest();
  resident.look();
  resident.look();
  resident.end();
  expect(resident.figures()).toMatchObject([
    { work: 'memory of custody, most', value: 190, baseline: 115, met: true },
    { work: 'memory of readiness, most', value: 201, baseline: 90, met: false },
  ]);
});
