import { processorSecondsIn, servicesIn } from './proc';

describe('what the system tells of processes', () => {
  it('has the services below their supervisor, by name, and no others', () => {
    const listed = [
      '      1       0 /sbin/init',
      '    510     500 /usr/bin/node --enable-source-maps /app/dist/apps/custody/src/main.js',
      '    511     500 /usr/bin/node --enable-source-maps /app/dist/apps/relay/src/main.js',
      '    512     501 /usr/bin/node --enable-source-maps /app/dist/apps/health/src/main.js',
      '    513     500 ps -eo pid=,ppid=,args=',
      '',
    ].join('\n');
    expect(servicesIn(listed, 500)).toEqual([
      { name: 'custody', pid: 510 },
      { name: 'relay', pid: 511 },
    ]);
  });

  it('has the processor time of user and system together, whatever the process is called', () => {
    const after = 'S 1 511 511 0 -1 4194304 60000 0 12 0 250 75 9 8 20 0 11 0 900 1000000 40000';
    expect(processorSecondsIn(`511 (node) ${after}`)).toBe(3.25);
    expect(processorSecondsIn(`511 (odd ) name) ${after}`)).toBe(3.25);
  });
});
