import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const day = { type: 'string', format: 'date' };
const words = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };

/**
 * The answers of HMPPS that are read here, with the names, types and values that it publishes for them: the class `Prisoner` of
 * ministryofjustice/hmpps-prisoner-search, `SentenceCalcDates` and `FixedTermRecallDetails` of ministryofjustice/prison-api. Fields that
 * nothing here reads or gives are left out, and none may be given that is not published.
 */
const schemas = {
  Prisoner: {
    required: ['prisonerNumber', 'firstName', 'lastName', 'restrictedPatient'],
    properties: {
      ...{ prisonerNumber: words, bookingId: words, firstName: words, middleNames: words, lastName: words },
      ...{ dateOfBirth: day, gender: words, status: words, prisonId: words, lastPrisonId: words },
      ...{ lastMovementTypeCode: words, lastMovementReasonCode: words, lastMovementDate: day },
      inOutStatus: { enum: ['IN', 'OUT', 'TRN'] },
      legalStatus: {
        enum: [
          ...['RECALL', 'DEAD', 'INDETERMINATE_SENTENCE', 'SENTENCED', 'CONVICTED_UNSENTENCED', 'CIVIL_PRISONER'],
          ...['IMMIGRATION_DETAINEE', 'REMAND', 'UNKNOWN', 'OTHER'],
        ],
      },
      ...{ recall: flag, indeterminateSentence: flag, restrictedPatient: flag },
      ...{ receptionDate: day, sentenceStartDate: day },
    },
  },
  SentenceCalcDates: {
    required: ['bookingId'],
    properties: {
      bookingId: { type: 'integer' },
      ...{ confirmedReleaseDate: day, actualParoleDate: day, homeDetentionCurfewActualDate: day },
      ...{ postRecallReleaseDate: day, postRecallReleaseOverrideDate: day },
      ...{ conditionalReleaseDate: day, conditionalReleaseOverrideDate: day },
      ...{ automaticReleaseDate: day, automaticReleaseOverrideDate: day },
      ...{ paroleEligibilityDate: day, tariffDate: day, nonDtoReleaseDate: day },
      nonDtoReleaseDateType: { enum: ['ARD', 'CRD', 'NPD', 'PRRD'] },
    },
  },
  FixedTermRecallDetails: {
    properties: { bookingId: { type: 'integer' }, returnToCustodyDate: day, recallLength: { type: 'integer' } },
  },
};

const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);
for (const [name, schema] of Object.entries(schemas))
  ajv.addSchema({ type: 'object', additionalProperties: false, ...schema }, name);

/** @throws Error where HMPPS would not answer so: then a test would show nothing. */
export const asPublished = <Answer extends object>(name: keyof typeof schemas, answer: Answer): Answer => {
  if (!ajv.validate(name, answer)) throw new Error(`No ${name} of HMPPS: ${ajv.errorsText()}`);
  return answer;
};
