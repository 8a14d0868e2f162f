import { each, type BoardEvent, type RowWriters } from './board-events';

type InstructionEvent = Extract<BoardEvent, { readonly type: `sharing.${string}` }>;

/** Councils that must not know, whatever the case or the record of hers in which she said so. */
export const instructionRows: RowWriters<InstructionEvent> = {
  'sharing.do-not-share-with': each(async ({ data: { instructionId, council }, metadata: { personId } }, tables) => {
    if (council === undefined) return;
    await tables.query('insert into must_not_know (instruction_id, person_id, council) values ($1, $2, $3)', [
      instructionId,
      personId,
      council,
    ]);
  }),
  'sharing.instruction-lifted': each(({ data }, tables) =>
    tables.query('delete from must_not_know where instruction_id = $1', [data.instructionId]),
  ),
};
