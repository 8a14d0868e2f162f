const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

export const addReceiver = `
  insert into exchange.receivers (receiver_id, council, url, made_by)
  values ($1, $2, $3, $4)`;

export const addSecret = `
  insert into exchange.receiver_secrets (secret_id, receiver_id, sealed)
  values ($1, $2, $3)`;

/** Those before it end when the overlap does, if they do not end sooner. */
export const endOlderSecrets = `
  update exchange.receiver_secrets
  set expires_at = least(expires_at, now() + make_interval(hours => $3))
  where receiver_id = $1 and secret_id <> $2`;

export const dropEndedSecrets = `
  delete from exchange.receiver_secrets
  where receiver_id = $1 and expires_at <= now()`;

export const secretsOf = `
  select sealed
  from exchange.receiver_secrets
  where receiver_id = $1 and (expires_at is null or expires_at > now())
  order by made_at desc`;

export const findReceiver = `
  select receiver_id as "receiverId", council, url, status
  from exchange.receivers
  where receiver_id = $1 and status <> 'removed'`;

export const listReceivers = `
  select r.receiver_id as "receiverId", r.council, r.url, r.status, ${instant('r.made_at')} as "madeAt", r.made_by as "madeBy",
    ${instant('r.proved_at')} as "provedAt", ${instant('r.ended_at')} as "endedAt", r.ended_why as "endedWhy",
    (select count(*)::int from exchange.deliveries d where d.receiver_id = r.receiver_id and d.status = 'waiting') as waiting,
    (select count(*)::int from exchange.deliveries d where d.receiver_id = r.receiver_id and d.status = 'dead') as dead
  from exchange.receivers r
  order by r.council, r.made_at`;

/** A receiver hears of what is noticed from its first proof on; what came while it was disabled waits for it. */
export const proveReceiver = `
  update exchange.receivers
  set status = 'active', ended_at = null, ended_why = null, proved_at = now(),
    sequence = case
      when proved_at is null then (select coalesce(max(sequence), 0) from exchange.notices)
      else sequence
    end
  where receiver_id = $1 and status <> 'removed'`;

export const disableReceiver = `
  update exchange.receivers
  set status = 'disabled', ended_at = now(), ended_why = $2
  where receiver_id = $1 and status = 'active'`;

export const removeReceiver = `
  with gone as (
    update exchange.receivers
    set status = 'removed', ended_at = now(), ended_why = 'removed by ' || $2
    where receiver_id = $1 and status <> 'removed'
    returning receiver_id
  ), secrets as (
    delete from exchange.receiver_secrets where receiver_id in (select receiver_id from gone)
  ), deliveries as (
    update exchange.deliveries
    set status = 'dropped', ended_at = now()
    where receiver_id in (select receiver_id from gone) and status in ('waiting', 'dead')
  )
  select from gone`;
