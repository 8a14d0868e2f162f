insert into bench.plain_events
  (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
select nextval('bench.positions'), given.*
from unnest(
  $1::bigint[], $2::timestamptz[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::json[], $10::json[]
) as given
