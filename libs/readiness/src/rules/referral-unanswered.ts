import { calendarDays, earlierOf, isBefore, laterOf, workingDaysAfter, type PlainDate } from '@ttg/calendar';
import type { ReferralFacts } from '../facts';
import type { ExpectedRelease } from './expected-release';
import type { Finding, Rule } from './finding';
import { day, learnedOn, type OnThatDay } from './on-that-day';
import { resettlement } from './owners';
import { isLive, referralsOf } from './referrals';
import { alertFrom, urgentFrom } from './stages';

/** G4: sent, and no receipt. The guide tells the referrer to chase. */
export const noReceipt: Rule = ({ facts, on, release }) =>
  referralsOf(facts)
    .filter((referral) => isLive(referral) && !referral.received && !referral.decidedOn && !referral.contactOn)
    .flatMap(({ referralId, made }) => {
      if (!made) return [];
      const sent = day(made.on);
      const due = receiptDue(sent, on, release);
      const urgent = lateAfter(sent, on.limit('dutyToRefer.receiptUrgent').value, on);
      const nearRelease = urgentNearRelease(sent, on, release);
      const finding: Finding = {
        rule: 'G4',
        subject: referralId,
        stages: alertFrom(
          due.late,
          laterOf(
            nearRelease ? earlierOf(urgent, nearRelease) : urgent,
            urgentFrom(learnedOn(made.at), release?.day, on),
          ),
        ),
        audience: resettlement(facts, 'council-housing'),
        facts: { sentOn: made.on, council: made.council },
        sources: [on.limit('dutyToRefer.receipt').source, on.limit('dutyToRefer.receiptUrgent').source],
        due: due.on,
        compressed: false,
        tasks: [],
      };
      return [finding];
    });

/** The start of the working day after the nth: when something due by the end of the nth is late. */
const lateAfter = (from: PlainDate, workingDays: number, on: OnThatDay): PlainDate =>
  workingDaysAfter(from, workingDays + 1, on.holidays);

/** Within two weeks of release the wait is one working day. */
const urgentNearRelease = (
  sent: PlainDate,
  on: OnThatDay,
  release: ExpectedRelease | undefined,
): PlainDate | undefined =>
  release &&
  laterOf(
    lateAfter(sent, on.limit('dutyToRefer.receiptUrgentNearRelease').value, on),
    release.day.subtract(calendarDays(on.limit('dutyToRefer.nearRelease').value)),
  );

const receiptDue = (sent: PlainDate, on: OnThatDay, release: ExpectedRelease | undefined) => {
  const usual = on.limit('dutyToRefer.receipt').value;
  const shorter = urgentNearRelease(sent, on, release);
  const late = lateAfter(sent, usual, on);
  if (!shorter || !isBefore(shorter, late)) return { on: workingDaysAfter(sent, usual, on.holidays), late };
  const wait = on.limit('dutyToRefer.receiptUrgentNearRelease').value;
  return { on: workingDaysAfter(sent, wait, on.holidays), late: shorter };
};

/** G5: received, and nobody at the council has tried to reach her; or tried twice and failed. */
export const noContact: Rule = ({ facts, on, release }) =>
  referralsOf(facts)
    .filter((referral) => isLive(referral) && !referral.contactOn && !referral.decidedOn)
    .flatMap((referral) => {
      const { received, referralId } = referral;
      if (!received) return [];
      const wait = on.limit('dutyToRefer.firstContact');
      const failed = on.limit('dutyToRefer.failedContacts');
      const stages = contactStages(referral, day(received.on), on, release);
      if (!stages) return [];
      const finding: Finding = {
        rule: 'G5',
        subject: referralId,
        stages,
        audience: facts.custody?.released
          ? ['council-housing', 'probation-practitioner', 'prison-resettlement']
          : ['council-housing', 'prison-resettlement'],
        facts: { receivedOn: received.on, failedAttempts: referral.failedAttempts.length },
        sources: [wait.source, failed.source],
        due: workingDaysAfter(day(received.on), wait.value, on.holidays),
        compressed: false,
        tasks: [],
      };
      return [finding];
    });

const contactStages = (
  { failedAttempts, slot, received }: ReferralFacts,
  receivedOn: PlainDate,
  on: OnThatDay,
  release: ExpectedRelease | undefined,
) => {
  const failed = failedAttempts[on.limit('dutyToRefer.failedContacts').value - 1];
  if (failed && received) {
    const since = learnedOn(failed.at);
    return alertFrom(since, laterOf(since, urgentFrom(learnedOn(received.at), release?.day, on)));
  }
  if (failedAttempts.length > 0 || slot) return undefined;
  return alertFrom(lateAfter(receivedOn, on.limit('dutyToRefer.firstContact').value, on));
};
