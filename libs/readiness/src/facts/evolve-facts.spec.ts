import { receptionScreeningCompleted } from '@ttg/custody/events';
import { Personal } from '@ttg/event-sourcing';
import { callSlotRequested, referralCarriedOver } from '@ttg/housing/events';
import { alertRaised, taskHandedOver } from '../events';
import { caseId, CaseRecord, on, recorded } from '../testing/case-record';
import { nowhereToLive, received, receipt, referred, theReferral } from '../testing/worked-story';
import { carryReferralOver, evolveFacts, factEvents } from '.';

describe('facts', () => {
  it('hold nothing that is sealed', () => {
    const screened = receptionScreeningCompleted({
      caseId,
      screenedOn: on('2027-01-11'),
      inPrivate: true,
      findings: nowhereToLive,
      housing: Personal.of({ livedBefore: 'Synthetic Street' }),
      herWords: Personal.of('synthetic words'),
    });
    const { facts } = CaseRecord.empty
      .learned('2027-01-11', received('2027-01-11'), screened)
      .learned('2027-03-02', ...referred(theReferral, '2027-03-02'));
    expect(JSON.stringify(facts)).not.toMatch(/synthetic|personal data/i);
    expect(holdsPersonal(facts)).toBe(false);
  });

  it('are the very same after an event that no rule looks at', () => {
    const before = CaseRecord.empty.learned(
      '2027-03-02',
      received('2027-01-11'),
      ...referred(theReferral, '2027-03-02'),
    ).facts;
    const asked = callSlotRequested({ referralId: theReferral, caseId, on: on('2027-03-03') });
    expect(evolveFacts(before, recorded(asked, '2027-03-03'))).toBe(before);
  });

  it('never read what the rules wrote themselves', () => {
    const { facts } = CaseRecord.empty.learned('2027-01-11', received('2027-01-11'));
    const alert = alertRaised({
      alertId: 'a',
      caseId,
      rule: 'G1',
      subject: '',
      ruleVersion: 1,
      severity: 'A',
      audience: [],
      facts: {},
      source: '',
      on: on('2027-01-11'),
    });
    const byFact = taskHandedOver({
      taskId: 't',
      caseId,
      kind: 'arrange-gp',
      subject: '',
      to: 'probation-practitioner',
      how: 'fact',
      on: on('2027-01-11'),
    });
    expect(evolveFacts(facts, recorded(alert, '2027-01-11'))).toBe(facts);
    expect(evolveFacts(facts, recorded(byFact, '2027-01-11')).readiness?.handedOver).toEqual({});
    expect(factEvents.map(({ type }) => type)).not.toContain('readiness.alert-raised');
  });

  it('of a new case take a live referral over with its receipt and clock', () => {
    const old = CaseRecord.empty.learned(
      '2027-03-02',
      received('2027-01-11'),
      ...referred(theReferral, '2027-03-02'),
      receipt(theReferral, '2027-03-03'),
    );
    const returned = CaseRecord.empty.learned('2027-06-01', received('2027-06-01', { legalStatus: 'recalled' }));
    const event = recorded(referralCarriedOver({ referralId: theReferral, fromCaseId: 'old', caseId }), '2027-06-01');
    const facts = carryReferralOver(old.facts, returned.facts, event);
    expect(facts.housing.referrals[theReferral]).toEqual(old.facts.housing.referrals[theReferral]);
    expect(facts.custody).toEqual(returned.facts.custody);
    expect(carryReferralOver(undefined, returned.facts, event)).toBe(returned.facts);
  });
});

const holdsPersonal = (value: unknown): boolean =>
  value instanceof Personal ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsPersonal));
