import type { RealApp } from '../pages/real-app';

/** A synthetic woman of whom everything that can be written in words has been written: each in a word that nothing else holds. */
export interface WomanWithSecrets {
  readonly personId: string;
  readonly caseId: string;
  readonly referralId: string;
  /** The position of the last write. */
  readonly position: string;
}

export const today = '2027-02-01';
const leaves = '2027-03-10';

const resettlement = 'resettlement-bronzefield';
const healthcare = 'healthcare-bronzefield';
const council = 'housing-southwark';
const namedLead = 'domestic-abuse-lead-bronzefield';
const southwark = 'E09000028';
const westminster = 'E09000033';

/** Finds every such word, and no letters that only look like one within a ciphertext. */
export const secrets = /(?<![\w-])zq-[a-z]+(?:-[a-z]+)*(?![\w-])/gi;

export const tellEverything = async (real: RealApp): Promise<WomanWithSecrets> => {
  const { personId = '', caseId = '' } = await received(real);
  await told(real, caseId);
  await instructed(real, caseId);
  const referralId = await referred(real, caseId);
  await housed(real, caseId);
  const position = await handedOver(real, caseId);
  return { personId, caseId, referralId, position };
};

const received = async (real: RealApp): Promise<Record<string, string>> => {
  const person = await real.done(resettlement, '/people/persons', {
    prisonNumber: 'A1234BC',
    nhsNumber: '9434765919',
    names: { first: 'Zq-first', last: 'Zq-last' },
    dateOfBirth: '1991-05-04',
    communication: { language: 'pl', interpreter: 'needed', needs: 'zq-reading' },
    synthetic: true,
  });
  const reception = { prison: 'BZI', receivedOn: today, from: 'court', legalStatus: 'sentenced' };
  return {
    ...person,
    ...(await real.done(resettlement, '/custody/cases', { personId: person.personId, ...reception })),
  };
};

const told = async (real: RealApp, caseId: string): Promise<void> => {
  const custody = `/custody/cases/${caseId}`;
  await real.done(resettlement, `${custody}/screening`, {
    screenedOn: today,
    inPrivate: true,
    home: { onRelease: 'return-to-previous-address', safe: 'no', tenure: 'private-rent', tenancy: 'at-risk' },
    housingBefore: {
      livedBefore: 'PRIVATE_RENTED_HOUSING',
      address: 'zq-old-address',
      whoElseLivesThere: 'zq-lives-there',
      localConnection: 'zq-connection',
    },
    gpOutside: 'no',
    health: { medicines: 'yes', opioidSubstitution: 'yes', pregnant: 'yes' },
    safety: { domesticAbuse: 'yes', underThreatOutside: 'yes' },
    family: { childrenUnder16: 'yes', whoCaresForThem: 'zq-carer' },
    herWords: 'zq-screening-words',
  });
  await real.done(resettlement, `${custody}/sentence`, { on: today, sentenceType: 'determinate', days: 60 });
  await real.done(resettlement, `${custody}/release-date`, { date: leaves, type: 'CRD', source: 'calculation' });
  await real.done(resettlement, `${custody}/arrangements`, { kind: 'who-meets-her', what: 'zq-meets' });
};

const instructed = async (real: RealApp, caseId: string): Promise<void> => {
  const sharing = `/sharing/cases/${caseId}`;
  const him = { name: 'zq-him', relationship: 'zq-relationship' };
  await real.done(namedLead, `${sharing}/do-not-share-with`, { person: him, why: 'zq-why' });
  await real.done(namedLead, `${sharing}/do-not-share-with`, { organisation: 'zq-employer' });
  await real.done(namedLead, `${sharing}/record-blocked-for`, { person: { name: 'zq-colleague' } });
  await real.done(namedLead, `${sharing}/areas-to-avoid`, { councils: [westminster], details: 'zq-area' });
  await real.done(resettlement, `${sharing}/safe-contact`, {
    ...{ phone: 'zq-phone', times: 'zq-times', post: 'zq-post', throughWorker: 'zq-worker' },
    ...{ safeToCall: true, safeToText: false, safeToLeaveMessage: false },
  });
  const address = 'zq-protected-address';
  await real.done(namedLead, `${sharing}/protected-address`, { address, addressAgain: address });
  await real.done(resettlement, `${sharing}/accounts`, { herWords: 'zq-account' });
  const shared = { to: 'zq-recipient', what: 'zq-shared', basis: 'her-agreement', on: today };
  await real.done(resettlement, `${sharing}/disclosures`, shared);
};

const referred = async (real: RealApp, caseId: string): Promise<string> => {
  const { referralId = '' } = await real.done(resettlement, '/housing/referrals', { caseId, reason: 'homeless' });
  const referral = `/housing/referrals/${referralId}`;
  const given = { answer: 'given', how: 'face-to-face', herWords: 'zq-agreed' };
  await real.done(resettlement, `${referral}/agreements`, { ...given, to: 'referral' });
  await real.done(resettlement, `${referral}/agreements`, { ...given, to: 'choice-of-council', council: southwark });
  await real.done(resettlement, `${referral}/agreements`, { ...given, to: 'pass-on-contact-details' });
  const nobody = { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' };
  await real.done(resettlement, `${referral}/who-must-not-know`, nobody);
  await real.done(resettlement, `${referral}/made`, {
    content: {
      name: 'Zq-first Zq-last',
      contact: {
        inCustody: { route: 'prison-phone-slot', details: 'zq-slot' },
        afterRelease: { phone: 'zq-after-release', safeToCall: true },
      },
      ...{
        needs: 'zq-needs',
        household: 'zq-household',
        vulnerabilityStatement: 'zq-vulnerable',
        riskToStaff: 'zq-risk',
      },
    },
  });
  await real.done(council, `${referral}/receipt`, { how: 'email', by: 'zq-clerk', reference: 'zq-reference' });
  const decision = { section: 's.189B', decidedOn: today, notifiedOn: today, words: 'zq-decision' };
  await real.done(council, `${referral}/decisions`, decision);
  await real.done(resettlement, `${referral}/needs-reconfirming`, { why: 'release-moved' });
  await real.done(council, `${referral}/reconfirmation`, { by: 'zq-desk' });
  return referralId;
};

const housed = async (real: RealApp, caseId: string): Promise<void> => {
  const housing = `/housing/cases/${caseId}`;
  const place = { from: leaves, askedInPrivate: true };
  await real.done(resettlement, `${housing}/accommodation`, {
    ...place,
    type: 'A01A',
    safe: 'yes',
    address: 'zq-home',
  });
  await real.done(resettlement, `${housing}/accommodation`, {
    ...place,
    type: 'A02',
    safe: 'no',
    address: 'zq-his-home',
  });
  await real.done(resettlement, `${housing}/tenancy`, {
    tenure: 'private-rent',
    atRisk: true,
    landlord: 'zq-landlord',
  });
  await real.done(resettlement, `${housing}/placement-referrals`, { kind: 'refuge', provider: 'zq-refuge' });
};

const handedOver = async (real: RealApp, caseId: string): Promise<string> => {
  const medicines = `/health/cases/${caseId}/medicines`;
  const daily = { kind: 'opioid-substitution', nextDoseOn: '2027-03-11', nextDoseGiver: 'drug-service' };
  const items = [{ kind: 'regular', inHandDays: 3 }, daily];
  await real.done(healthcare, `${medicines}/review`, { items, doseGivenOnDayOfRelease: false });
  const plan = { inHandDays: 3, prescriptionDays: 14, form: 'FP10MDA', pharmacy: 'zq-pharmacy' };
  await real.done(healthcare, `${medicines}/handover-plan`, plan);
  await real.done(healthcare, `${medicines}/prescriptions`, { days: 14, form: 'FP10MDA' });
  const { position = '' } = await real.done(healthcare, `${medicines}/contacts`, {
    on: '2027-03-25',
    kind: 'drug-service',
  });
  return position;
};
