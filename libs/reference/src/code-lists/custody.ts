import { releaseDateTypes, type ReleaseDateType } from '@ttg/calendar';
import { codeList, type CodeList } from './code-list';

/** Release date types as HMPPS abbreviates them; what each means for the day she leaves is in libs/calendar. */
export const releaseDateTypeList: CodeList<ReleaseDateType> = codeList(
  Object.fromEntries(Object.entries(releaseDateTypes).map(([code, { label }]) => [code, label])) as Record<
    ReleaseDateType,
    string
  >,
  { ref: 'S25', words: 'HMPPS calculate release dates: release date types.', confidence: 'verified' },
);

/** Recall types as HMPPS "record a recall" codes them. The 14 and 28 day types are history for women sentenced as adults. */
export const recallTypes = codeList(
  {
    LR: 'Standard recall',
    FTR_14: '14-day fixed-term recall',
    FTR_28: '28-day fixed-term recall',
    FTR_56: '56-day fixed-term recall',
    FTR_HDC_14: '14-day fixed-term recall from home detention curfew',
    FTR_HDC_28: '28-day fixed-term recall from home detention curfew',
    CUR_HDC: 'Home detention curfew: breach of curfew',
    IN_HDC: 'Home detention curfew: inability to monitor',
  },
  { ref: 'S27', words: 'HMPPS record a recall: recall type codes.', confidence: 'verified' },
);

/** Reasons a woman is received, as the housing and health questions after them differ. */
export const receptionReasons = codeList(
  { court: 'From court', recall: 'On recall', transfer: 'From another prison', other: 'Another way' },
  { ref: 'events.md', words: 'The language of the custody context.', confidence: 'design' },
);

/** In what standing she is held. */
export const legalStatuses = codeList(
  {
    remand: 'On remand',
    'convicted-unsentenced': 'Convicted, not sentenced',
    sentenced: 'Sentenced',
    recalled: 'Recalled',
    immigration: 'Held under immigration powers',
  },
  { ref: 'events.md', words: 'The language of the custody context.', confidence: 'design' },
);
