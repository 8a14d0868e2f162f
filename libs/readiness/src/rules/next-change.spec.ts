import { date, isBefore } from '@ttg/calendar';
import fc from 'fast-check';
import { evolveFacts, noFacts, type Facts } from '../facts';
import { anyStreams, dayAt, span } from '../testing/any-case';
import { assess, type Assessment } from '.';

/** What a reader would notice. */
const shown = ({ alerts, tasks }: Assessment) => ({
  alerts: alerts.map(({ rule, subject, severity, audience, facts, due }) => ({
    rule,
    subject,
    severity,
    audience,
    facts,
    due: due?.toString(),
  })),
  tasks: tasks.map(({ kind, subject, owner, prison, due, compressed }) => ({
    kind,
    subject,
    owner,
    prison,
    due: due?.toString(),
    compressed,
  })),
});

describe('the next change', () => {
  it('no alert and no task changes between today and it', () => {
    fc.assert(
      fc.property(anyStreams, fc.integer({ min: 0, max: span }), fc.nat(59), (streams, offset, ahead) => {
        const today = date(dayAt(offset));
        // Only what has been learned by today.
        const known = streams.map((stream) =>
          stream.filter(({ metadata }) => metadata.recordedAt.slice(0, 10) <= today.toString()),
        );
        const facts = known.flat().reduce<Facts>(evolveFacts, noFacts);
        const now = assess(facts, today);
        const later = today.add({ days: 1 + ahead });
        fc.pre(now.nextChange === undefined || isBefore(later, now.nextChange));
        expect(shown(assess(facts, later))).toEqual(shown(now));
      }),
      { numRuns: 600 },
    );
  });
});
