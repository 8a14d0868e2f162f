import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { type CaseRow, evolveRow, followed, type FollowedEvent } from './case-row';

const touched = `
  select case_id, person_id, received_on, recalled, sentenced_on, release_date, release_type, released_on
  from cases
  where case_id = any ($1::uuid[])`;

const write = `
  insert into cases
  select * from jsonb_populate_recordset(null::cases, $1::jsonb)
  on conflict (case_id) do update
  set recalled = excluded.recalled, sentenced_on = excluded.sentenced_on, release_date = excluded.release_date,
    release_type = excluded.release_type, released_on = excluded.released_on`;

/** Healthcare's own small model of custody: every case that was opened. */
@Injectable()
export class CasesProjection extends Projection<FollowedEvent> {
  readonly name = 'health.cases';
  readonly version = 2;
  readonly schema = readSql(__dirname, 'cases.schema.sql');
  readonly handles = Object.values(followed);

  async apply(events: readonly Recorded<FollowedEvent>[], tables: Tables): Promise<void> {
    const ids = [...new Set(events.map(({ data }) => data.caseId))];
    const before = await tables.query<CaseRow>(touched, [ids]);
    const rows = new Map<string, CaseRow | undefined>(before.map((row) => [row.case_id, row]));
    for (const event of events) rows.set(event.data.caseId, evolveRow(rows.get(event.data.caseId), event));
    const known = [...rows.values()].filter((row) => row !== undefined);
    if (known.length > 0) await tables.query(write, [JSON.stringify(known)]);
  }
}
