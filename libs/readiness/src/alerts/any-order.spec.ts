import { date } from '@ttg/calendar';
import fc from 'fast-check';
import { evolveFacts, noFacts, type Facts } from '../facts';
import { assess } from '../rules';
import { standingIn, swept } from '../testing/case-record';
import { anyStreams, dayAt, interleaved, span } from '../testing/any-case';
import { alerts, type AlertsState } from '.';

const turns = fc.array(fc.nat(7), { minLength: 1, maxLength: 40 });
/** After which events a sweep runs, and on which day: days never go back. */
const sweeps = fc.array(fc.record({ after: fc.nat(50), day: fc.nat(span) }), { maxLength: 8 });

describe('streams in any order and sweeps at any time', () => {
  it('end in the alerts of one evaluation at the end, by rule, subject and severity', () => {
    fc.assert(
      fc.property(anyStreams, turns, sweeps, (streams, order, schedule) => {
        const inOrder = streams.flat().reduce<Facts>(evolveFacts, noFacts);
        const events = interleaved(streams, order);
        const days = schedule.map(({ day }) => day).sort((a, b) => a - b);
        const places = schedule.map(({ after }) => after).sort((a, b) => a - b);
        let facts: Facts = noFacts;
        let state: AlertsState = alerts.initial;
        events.forEach((event, index) => {
          facts = evolveFacts(facts, event);
          places.forEach((after, sweep) => {
            if (after === index) state = swept(state, facts, dayAt(days[sweep] ?? 0));
          });
        });
        expect(facts).toEqual(inOrder);
        state = swept(state, facts, dayAt(span));

        const atTheEnd = assess(inOrder, date(dayAt(span)));
        expect(assess(facts, date(dayAt(span)))).toEqual(atTheEnd);
        expect(standingIn(state)).toEqual(
          atTheEnd.alerts.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`.trim()).sort(),
        );
        expect(swept(state, facts, dayAt(span))).toEqual(state);
      }),
      { numRuns: 400 },
    );
  });

  it('facts are the same after a round trip through JSON', () => {
    fc.assert(
      fc.property(anyStreams, (streams) => {
        const facts = streams.flat().reduce<Facts>(evolveFacts, noFacts);
        const stored = JSON.parse(JSON.stringify(facts)) as Facts;
        expect(assess(stored, date(dayAt(60)))).toEqual(assess(facts, date(dayAt(60))));
      }),
      { numRuns: 100 },
    );
  });
});
