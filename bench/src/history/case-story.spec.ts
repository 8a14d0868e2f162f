import { date } from '@ttg/calendar';
import { caseStory } from './case-story';
import { Days } from './days';
import { plans } from './plans';

const days = new Days(date('2027-03-05'));

describe('the history the bench writes', () => {
  it('has as many open cases as were asked for, however long it is', () => {
    const open = (events: number) => plans(100, events).filter(({ release }) => release > 0).length;
    expect([open(0), open(2_000), open(20_000)]).toEqual([100, 100, 100]);
  });

  it('has about as many events as were asked for', () => {
    const steps = plans(100, 20_000).flatMap((plan) => caseStory(plan, days).steps.filter(({ day }) => day <= 0));
    expect(steps.length).toBeGreaterThan(18_000);
    expect(steps.length).toBeLessThan(22_000);
  });

  it('tells a case in the order of its days, from reception to its end', () => {
    const { woman, steps } = caseStory({ index: 4, received: -200, release: -60 }, days);
    expect(steps.map(({ day }) => day)).toEqual(steps.map(({ day }) => day).sort((a, b) => a - b));
    expect(steps[0]?.event.type).toBe('people.person-registered');
    expect(steps.at(-1)?.event.type).toBe('custody.case-closed');
    expect(steps.every(({ stream }) => stream.includes(woman.caseId) || !stream.startsWith('custody-'))).toBe(true);
  });

  it('leaves to the rules what they say of a case that is open', () => {
    const { steps } = caseStory({ index: 4, received: -90, release: 30 }, days);
    expect(steps.filter(({ event }) => event.type.startsWith('readiness.'))).toEqual([]);
  });
});
