import { each, type BoardEvent, type RowWriters } from './board-events';

type NameEvent = Extract<BoardEvent, { readonly type: `people.${string}` }>;

const setNames =
  'insert into person_name (person_id, names) values ($1, $2) on conflict (person_id) do update set names = excluded.names';

export const nameRows: RowWriters<NameEvent> = {
  'people.person-registered': each(({ data }, tables) =>
    tables.query(setNames, [data.personId, JSON.stringify(data.names)]),
  ),
  'people.person-details-corrected': each(async ({ data }, tables) => {
    if (data.field === 'names') await tables.query(setNames, [data.personId, JSON.stringify(data.now)]);
  }),
  'people.person-merged': each(async ({ data: { personId, removedPersonId } }, tables) => {
    await tables.query('update person_merge set kept_id = $1 where kept_id = $2', [personId, removedPersonId]);
    await tables.query(
      'insert into person_merge (removed_id, kept_id) values ($2, $1) on conflict (removed_id) do update set kept_id = excluded.kept_id',
      [personId, removedPersonId],
    );
  }),
};
