import { Injectable } from '@nestjs/common';
import { custodyEvents } from '@ttg/custody/events';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { healthEvents } from '@ttg/health/events';
import { housingEvents } from '@ttg/housing/events';
import { sharingEvents } from '@ttg/sharing/events';
import { readinessEvents } from '../events';

const handled = Object.values({
  ...custodyEvents,
  ...housingEvents,
  ...healthEvents,
  ...sharingEvents,
  ...readinessEvents,
});
const sealedFields = new Map<string, readonly string[]>(handled.map(({ type, sealed }) => [type, Object.keys(sealed)]));

/** Every event of a case in the order it was recorded, without its sealed fields. */
@Injectable()
export class Timeline extends Projection {
  readonly name = 'readiness.timeline';
  readonly version = 2;
  readonly schema = readSql(__dirname, 'timeline.schema.sql');
  readonly handles = handled;

  async apply(events: readonly Recorded[], tables: Tables): Promise<void> {
    const rows = events.filter(({ metadata }) => metadata.caseId !== undefined).map(toRow);
    await tables.query(insert, [JSON.stringify(rows)]);
  }
}

const insert = `insert into timeline (event_id, case_id, type, data, role, organisation, occurred_at, recorded_at)
  select event_id, case_id, type, data, role, organisation, occurred_at, recorded_at
    from rows from (json_to_recordset($1::json) as (
           event_id uuid, case_id uuid, type text, data json, role text, organisation text,
           occurred_at timestamptz, recorded_at timestamptz))
         with ordinality as happened (event_id, case_id, type, data, role, organisation, occurred_at, recorded_at, place)
   order by place`;

const toRow = ({ id, type, data, metadata }: Recorded) => {
  const sealed = sealedFields.get(type) ?? [];
  return {
    event_id: id,
    case_id: metadata.caseId,
    type,
    data: Object.fromEntries(Object.entries(data).filter(([field]) => !sealed.includes(field))),
    role: metadata.actor.role,
    organisation: metadata.actor.organisation,
    occurred_at: metadata.occurredAt,
    recorded_at: metadata.recordedAt,
  };
};
