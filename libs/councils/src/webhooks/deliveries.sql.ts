import type { IsoInstant } from '@ttg/event-sourcing';
import type { NoticeType } from '../notices/notice';

/** Receivers that are told of what comes: a disabled one too, for what waits is sent when it is proved again. */
export const listening = `
  select receiver_id as "receiverId", council
  from exchange.receivers
  where status in ('active', 'disabled')`;

export const begin = `
  insert into exchange.deliveries (receiver_id, sequence)
  select r.receiver_id, n.sequence
  from unnest($1::uuid[], $2::bigint[]) as n (receiver_id, sequence)
  join exchange.receivers r using (receiver_id)
  where n.sequence > r.sequence
  on conflict (receiver_id, sequence) do nothing`;

export const dropSilenced = `
  update exchange.deliveries d
  set status = 'dropped', ended_at = now()
  from exchange.notices n
  where n.sequence = d.sequence and n.silenced and d.status = 'waiting'
    and (d.leased_until is null or d.leased_until < now())`;

export interface ClaimedRow {
  readonly deliveryId: string;
  readonly receiverId: string;
  readonly url: string;
  readonly noticeId: string;
  readonly referralId: string | null;
  readonly type: NoticeType;
  readonly time: IsoInstant;
  readonly attempts: number;
  readonly since: number;
}

export const claim = `
  with first as (
    select distinct on (d.receiver_id) d.delivery_id, d.next_at
    from exchange.deliveries d
    join exchange.receivers r using (receiver_id)
    where d.status = 'waiting' and d.next_at <= now() and r.status = 'active'
      and (d.receiver_id = any($2::uuid[])) = $3
      and not exists (
        select from exchange.deliveries busy
        where busy.receiver_id = d.receiver_id and busy.status = 'waiting' and busy.leased_until >= now()
      )
    order by d.receiver_id, d.sequence
  ), chosen as (
    select delivery_id from first order by next_at limit $1
  )
  update exchange.deliveries d
  set leased_until = now() + interval '60 seconds', first_tried_at = coalesce(d.first_tried_at, now())
  from chosen, exchange.receivers r, exchange.notices n
  where d.delivery_id = chosen.delivery_id and r.receiver_id = d.receiver_id and n.sequence = d.sequence
    and not n.silenced and d.status = 'waiting' and (d.leased_until is null or d.leased_until < now())
  returning d.delivery_id as "deliveryId", d.receiver_id as "receiverId", r.url, n.notice_id as "noticeId",
    n.referral_id as "referralId", n.type, d.attempts,
    to_char(n.told_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time,
    (extract(epoch from now() - d.first_tried_at) * 1000)::float8 as since`;

export const delivered = `
  update exchange.deliveries
  set status = 'delivered', attempts = attempts + 1, last_outcome = $2, leased_until = null, ended_at = now()
  where delivery_id = $1 and status = 'waiting'`;

export const failed = `
  update exchange.deliveries
  set attempts = attempts + 1, last_outcome = $2, leased_until = null,
    status = case when $3::float8 is null then 'dead' else status end,
    ended_at = case when $3::float8 is null then now() end,
    next_at = now() + make_interval(secs => coalesce($3::float8, 0))
  where delivery_id = $1 and status = 'waiting'`;

export const letGo = `
  update exchange.deliveries
  set leased_until = null
  where delivery_id = $1 and status = 'waiting'`;

export const deadLetters = `
  select d.delivery_id as "deliveryId", d.receiver_id as "receiverId", r.council, n.notice_id as "noticeId", n.type, d.attempts,
    d.last_outcome as "lastOutcome", to_char(d.ended_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt"
  from exchange.deliveries d
  join exchange.receivers r using (receiver_id)
  join exchange.notices n on n.sequence = d.sequence
  where d.status = 'dead'
  order by d.ended_at
  limit 500`;

export const dead = `
  select count(*)::integer as dead
  from exchange.deliveries
  where status = 'dead'`;

export const replay = `
  update exchange.deliveries
  set status = 'waiting', first_tried_at = null, next_at = now(), ended_at = null
  where delivery_id = $1 and status = 'dead'`;

export const forgetOld = `
  delete from exchange.deliveries
  where status in ('delivered', 'dropped') and ended_at < now() - interval '30 days'`;
