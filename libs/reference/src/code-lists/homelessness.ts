import type { Source } from '@ttg/calendar';
import { codeList } from './code-list';

const part7: Source = {
  ref: 'Housing Act 1996 Part 7',
  words: 'The sections under which a council decides what it owes.',
  confidence: 'verified',
};
const publishedTables: Source = {
  ref: 'S38',
  words:
    'MHCLG statutory homelessness tables, quarter to June 2024: the published wording. The keys are ours; the codes of the case-level return are not.',
  confidence: 'verified',
};

/** What a council decides it owes, by section of Part 7; or why it owes nothing. */
export const dutyDecisions = codeList(
  {
    's.195': 'Prevention duty',
    's.189B': 'Relief duty',
    's.193': 'Main duty',
    's.190': 'Duty to the intentionally homeless',
    'not-homeless': 'Not homeless or threatened with homelessness',
    'not-eligible': 'Not eligible',
  },
  part7,
);

/** Why she lost, or is losing, her last settled home. */
export const reasonsForLossOfHome = codeList(
  {
    'family-or-friends': 'Family or friends no longer willing or able to accommodate',
    'end-of-private-rented-ast': 'End of private rented tenancy: assured shorthold',
    'domestic-abuse': 'Domestic abuse',
    'relationship-breakdown': 'Non-violent relationship breakdown with partner',
    'end-of-social-rented': 'End of social rented tenancy',
    'eviction-from-supported-housing': 'Eviction from supported housing',
    'end-of-private-rented-not-ast': 'End of private rented tenancy: not assured shorthold',
    'other-violence': 'Other violence or harassment',
    'left-institution': 'Left institution with no accommodation available',
    'left-asylum-support': 'Required to leave accommodation provided by the Home Office as asylum support',
    'home-not-suitable': 'Home no longer suitable: disability or ill health',
    'other-or-not-known': 'Other reasons or not known',
  },
  publishedTables,
);

/** How a prevention duty ended. */
export const preventionEndings = codeList(
  {
    'secured-6-months': 'Secured accommodation for 6 months or more',
    homeless: 'Homeless (including intentionally homeless)',
    'contact-lost': 'Contact lost',
    '56-days-no-further-action': '56 days elapsed and no further action',
    'withdrew-or-deceased': 'Withdrew application or applicant deceased',
    'no-longer-eligible': 'No longer eligible',
    'refused-suitable-offer': 'Refused suitable accommodation offer',
    'refused-to-cooperate': 'Refused to cooperate',
    'not-known': 'Not known',
  },
  publishedTables,
);

/** How a relief duty ended. */
export const reliefEndings = codeList(
  {
    'secured-6-months': 'Secured accommodation for 6 months or more',
    '56-days-elapsed': '56 days elapsed',
    'contact-lost': 'Contact lost',
    'withdrew-or-deceased': 'Withdrew application or applicant deceased',
    'refused-final-accommodation': 'Refused final accommodation',
    'intentionally-homeless-from-accommodation-provided': 'Intentionally homeless from accommodation provided',
    'local-connection-referral-accepted': 'Local connection referral accepted by another authority',
    'no-longer-eligible': 'No longer eligible',
    'notice-for-refusal-to-cooperate': 'Notice served due to refusal to cooperate',
    'not-known': 'Not known',
  },
  publishedTables,
);

/** The Ministry of Justice's published categories of the first night: another list than NDelius's types. */
export const firstNightCategories = codeList(
  {
    settled: 'Settled',
    'other-housed': 'Other housed',
    'bail-or-probation': 'Bail or probation accommodation',
    'homeless-not-rough-sleeping': 'Homeless, not rough sleeping',
    'rough-sleeping': 'Rough sleeping',
    unknown: 'Unknown',
  },
  { ref: 'S39', words: 'Ministry of Justice offender accommodation outcomes.', confidence: 'verified' },
);
