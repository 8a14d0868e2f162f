/** How far each partition was read. */
export const offsets = `
  select topic, partition, next_offset::text as "next"
  from exchange.answer_offsets`;

export const begin = `
  insert into exchange.answer_offsets (topic, partition, next_offset)
  values ($1, $2, 0)
  on conflict (topic, partition) do nothing`;

/** Held until the transaction ends: who read here before and does not know that it was replaced waits, and finds it done. */
export const hold = `
  select next_offset::text as "next"
  from exchange.answer_offsets
  where topic = $1 and partition = $2
  for update`;

export const move = `
  update exchange.answer_offsets
  set next_offset = $3, moved_at = now()
  where topic = $1 and partition = $2`;

/** What stood on a topic of that name is gone: it was made anew. */
export const beginAnew = `
  update exchange.answer_offsets
  set next_offset = 0, moved_at = now()
  where topic = $1 and partition = $2 and next_offset > $3`;

export const park = `
  insert into exchange.parked_answers (answer_id, council, type, state, status, code, sealed)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (answer_id) do nothing`;

export const tell = `
  insert into exchange.notices (notice_id, council, type, told_at)
  values ($1, $2, $3, $4)
  on conflict (notice_id) do nothing`;

const shown = `
  select answer_id as "answerId", council, type, state, status, code, tries,
    to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt",
    to_char(tried_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "triedAt"
  from exchange.parked_answers`;

export const parked = `${shown}
  where state <> 'recorded'
  order by received_at
  limit $1`;

export const one = `
  select s.*, a.sealed
  from (${shown}) s
  join exchange.parked_answers a on a.answer_id = s."answerId"
  where a.answer_id = $1`;

export const holdOne = `
  select council, sealed
  from exchange.parked_answers
  where answer_id = $1
  for update`;

export const tried = `
  update exchange.parked_answers
  set state = $2, status = $3, code = $4, sealed = $5, tried_at = now(), tries = tries + 1
  where answer_id = $1`;

export const discard = `
  delete from exchange.parked_answers
  where answer_id = $1`;

export const standing = `
  select count(*) filter (where state = 'refused')::integer as refused,
    count(*) filter (where state = 'failed')::integer as failed
  from exchange.parked_answers`;

export const forgetOld = `
  delete from exchange.parked_answers
  where received_at < now() - interval '30 days'`;
