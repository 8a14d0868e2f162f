import type { Answer, HomeOnRelease, RentPaidBy, ScreeningFindings, Tenure, Unanswered } from '../events';

/** What she said of where she lived and will live. A question left out was not asked. */
export interface HomeAnswers {
  readonly onRelease?: HomeOnRelease;
  readonly safe?: Answer;
  readonly tenure?: Tenure;
  readonly tenancy?: ScreeningFindings['tenancy'];
  readonly rentPaidBy?: RentPaidBy;
}

export interface AnswersBehindFindings {
  readonly inPrivate: boolean;
  readonly home?: HomeAnswers;
  /** The published list of where she lived before. */
  readonly livedBefore?: string;
  readonly gpOutside?: Answer;
  readonly medicines?: Answer;
  readonly opioidSubstitution?: Answer;
}

/** What follows from her answers for the day she leaves. It says "to sort", never what. */
export const findings = (answers: AnswersBehindFindings): ScreeningFindings => {
  const { inPrivate, home = {}, livedBefore, gpOutside } = answers;
  const tenure = home.tenure ?? tenureOf[livedBefore ?? 'NO_ANSWER'] ?? 'not-asked';
  return {
    homeOnRelease: home.onRelease ?? 'not-asked',
    tenure,
    tenancy: home.tenancy ?? (hasNoTenancy(tenure) ? 'none' : 'not-asked'),
    rentPaidBy: home.rentPaidBy ?? 'not-asked',
    homeSafe: safeHome(home.safe, inPrivate),
    gp: gpOf(gpOutside),
    medicines: medicinesOf(answers),
  };
};

const hasNoTenancy = (tenure: Tenure): boolean => tenure === 'none' || tenure === 'with-family-or-friends';

/** Said where others could hear, yes is not an answer: she is asked again alone. No is believed wherever it is said. */
const safeHome = (safe: Answer = 'not-asked', inPrivate: boolean): Answer =>
  safe === 'yes' && !inPrivate ? 'not-asked' : safe;

const gpOf = (answer: Answer = 'not-asked'): ScreeningFindings['gp'] => {
  if (isUnanswered(answer)) return answer;
  return answer === 'yes' ? 'registered' : 'to-sort';
};

/** One yes is enough; none only when both were answered no. */
const medicinesOf = ({
  medicines = 'not-asked',
  opioidSubstitution = 'not-asked',
}: AnswersBehindFindings): ScreeningFindings['medicines'] => {
  if (medicines === 'yes' || opioidSubstitution === 'yes') return 'to-sort';
  if (isUnanswered(medicines)) return medicines;
  return isUnanswered(opioidSubstitution) ? opioidSubstitution : 'none';
};

const isUnanswered = (answer: Answer): answer is Unanswered => answer !== 'yes' && answer !== 'no';

/** The tenure that goes without saying. The other places of the list tell nothing of a tenancy. */
const tenureOf: Readonly<Record<string, Tenure>> = {
  PRIVATE_RENTED_HOUSING: 'private-rent',
  PRIVATE_HOUSING_OWNED: 'owner',
  FAMILY_OR_FRIENDS: 'with-family-or-friends',
  SOCIAL_HOUSING: 'social-rent',
  LOCAL_AUTHORITY_OR_SUPPORTED_HOUSING: 'supported-housing',
  HOSTEL: 'none',
  EMERGENCY_HOUSING: 'none',
  APPROVED_PREMISES: 'none',
  IMMIGRATION_ACCOMMODATION: 'none',
  NO_PERMANENT_OR_FIXED: 'none',
};
