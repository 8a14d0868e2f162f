import type { Source } from '@ttg/calendar';
import { codeList } from './code-list';

const accommodationQuestions: Source = {
  ref: 'S103',
  words: 'HMPPS resettlement passport, accommodation assessment v4.',
  confidence: 'verified',
};

/** Where did she live before custody? NO_ANSWER is "no answer provided": not "no", and not "nowhere". */
export const livedBefore = codeList(
  {
    PRIVATE_RENTED_HOUSING: 'Private housing rented by them',
    PRIVATE_HOUSING_OWNED: 'Private housing owned by them',
    FAMILY_OR_FRIENDS: 'Living with family or friends',
    SOCIAL_HOUSING: 'Social housing',
    LOCAL_AUTHORITY_OR_SUPPORTED_HOUSING: 'Local authority care or supported housing',
    HOSTEL: 'Hostel',
    EMERGENCY_HOUSING: 'Emergency housing from the council',
    APPROVED_PREMISES: 'Community accommodation, including approved premises, CAS2 and CAS3',
    IMMIGRATION_ACCOMMODATION: 'Accommodation provided by the immigration service',
    NO_PERMANENT_OR_FIXED: 'No permanent or fixed address',
    NO_ANSWER: 'No answer provided',
  },
  accommodationQuestions,
);

/** Where will she live when she is released? */
export const willLive = codeList(
  {
    RETURN_TO_PREVIOUS_ADDRESS: 'Return to her previous address',
    MOVE_TO_NEW_ADDRESS: 'Move to a new address',
    DOES_NOT_HAVE_ANYWHERE: 'Does not have anywhere to live',
    NO_ANSWER: 'No answer provided',
  },
  accommodationQuestions,
);
