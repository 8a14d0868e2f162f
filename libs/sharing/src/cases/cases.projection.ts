import { Injectable } from '@nestjs/common';
import { womanReceived } from '@ttg/custody/events';
import { type EventOf, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';

/** Sharing's own small model of custody: every case that was opened. */
@Injectable()
export class CasesProjection extends Projection<EventOf<typeof womanReceived>> {
  readonly name = 'sharing.cases';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'cases.schema.sql');
  readonly handles = [womanReceived];

  async apply(events: readonly Recorded<EventOf<typeof womanReceived>>[], tables: Tables): Promise<void> {
    const received = JSON.stringify(events.map(({ data }) => ({ case_id: data.caseId, person_id: data.personId })));
    await tables.query(
      'insert into cases (case_id, person_id) select case_id, person_id from json_to_recordset($1::json) as r (case_id uuid, person_id uuid)',
      [received],
    );
  }
}
