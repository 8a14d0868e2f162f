/** A message, once: what says the same again is counted and not kept twice. */
export const keep = `
  insert into hmpps.message as kept
    (id, dedup_key, message_id, came_by, event_type, occurred_at, prisoner, state, outcome, body, settled_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $8 = 'waiting' then null else now() end)
  on conflict (dedup_key) do update set times_received = kept.times_received + 1
  returning id`;

/** The next that is due, the one that happened first before others; held until its transaction ends. */
export const nextDue = `
  select id, event_type as "eventType", occurred_at as "occurredAt", received_at as "receivedAt", prisoner, attempts, body
    from hmpps.message
   where state = 'waiting' and next_attempt_at <= now()
   order by occurred_at, received_at
   limit 1
     for update skip locked`;

/** What is about one number is handled one after the other, whichever process does it. */
export const oneAtATime = `select pg_advisory_xact_lock(hashtextextended('hmpps ' || $1, 0))`;

/** When the last movement of hers was that counted. Read after the lock: another process may just have settled one. */
export const lastMovement = `select max(moved_at) as "movedAt" from hmpps.message where prisoner = $1`;

export const settle = `
  update hmpps.message
     set state = 'done', outcome = $2, moved_at = $3, attempts = attempts + 1, settled_at = now(), body = null
   where id = $1`;

export const waitLonger = `
  update hmpps.message
     set outcome = $2, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $3)
   where id = $1`;

export const giveUp = `
  update hmpps.message set state = 'given-up', outcome = $2, attempts = attempts + 1, settled_at = now() where id = $1`;

/** Seconds until the next is due; null where none waits. */
export const untilNextDue = `
  select greatest(extract(epoch from min(next_attempt_at) - now()), 0)::float8 as seconds from hmpps.message where state = 'waiting'`;

/** What was given up keeps its content for a while, for a person who looks into it and has it tried again. */
export const forgetContents = `
  update hmpps.message set body = null
   where body is not null and state <> 'waiting' and settled_at < now() - interval '30 days'`;

export const forgetMessages = `delete from hmpps.message where settled_at < now() - interval '90 days'`;

export const counts = `
  select event_type as "eventType", state, outcome, count(*)::integer as messages, sum(times_received)::integer as "timesReceived"
    from hmpps.message
   group by 1, 2, 3
   order by 1, 2, 3`;

const shown = `
  select id, came_by as "cameBy", event_type as "eventType", occurred_at as "occurredAt", received_at as "receivedAt", state, outcome,
         attempts, case when state = 'waiting' then next_attempt_at end as "nextAttemptAt", times_received as "timesReceived"
    from hmpps.message`;

/** Those that somebody may have to look at: they have been tried, or were given up. The longest there first. */
export const notSettled = `${shown}
   where state in ('waiting', 'given-up') and (attempts > 0 or state = 'given-up') and body is not null
   order by received_at
   limit $1`;

/** How much waits or was given up, and how long the first has been waiting: seconds, null where none does. */
export const standing = `
  select count(*) filter (where state = 'waiting')::integer as waiting,
         count(*) filter (where state = 'given-up' and body is not null)::integer as "givenUp",
         extract(epoch from now() - min(received_at) filter (where state = 'waiting'))::float8 as seconds
    from hmpps.message
   where state in ('waiting', 'given-up')`;

export const one = `${shown} where id = $1`;

export const retry = `
  update hmpps.message
     set state = 'waiting', next_attempt_at = now(), settled_at = null
   where state in ('waiting', 'given-up') and body is not null and ($1::uuid is null or id = $1)`;
