import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  womanReceived,
  type ReleaseDate,
} from '@ttg/custody/events';

const handled = {
  womanReceived,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  released,
  releaseReversed,
  caseClosed,
  caseReopened,
};
type Handled = EventIn<typeof handled>;

const receive = `
  insert into cases (case_id, person_id, previous_case_id, received_on)
  values ($1, $2, $3, $4)`;

const date = `
  update cases
  set release_date = $2, release_type = $3, date_changes = date_changes + $4
  where case_id = $1`;

const release = `
  update cases
  set released_on = $2
  where case_id = $1`;

const end = `
  update cases
  set closed = $2, opened_in_error = $3
  where case_id = $1`;

/** Housing's own small model of custody: every case that was opened. */
@Injectable()
export class CasesProjection extends Projection<Handled> {
  readonly name = 'housing.cases';
  readonly version = 3;
  readonly schema = readSql(__dirname, 'cases.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Recorded<Handled>[], tables: Tables): Promise<void> {
    for (const event of events) await applyOne(event, tables);
  }
}

const applyOne = async (event: Handled, tables: Tables): Promise<unknown> => {
  switch (event.type) {
    case 'custody.woman-received': {
      const { caseId, personId, previousCaseId, receivedOn } = event.data;
      return tables.query(receive, [caseId, personId, previousCaseId ?? null, receivedOn]);
    }
    case 'custody.release-date-set':
      return setDate(tables, event.data.caseId, event.data, 0);
    case 'custody.release-date-changed':
      return setDate(tables, event.data.caseId, event.data.after, 1);
    case 'custody.release-date-withdrawn':
      return setDate(tables, event.data.caseId, undefined, 1);
    case 'custody.released':
      return tables.query(release, [event.data.caseId, event.data.on]);
    case 'custody.release-reversed':
      // Her date stands as it did: that she was said to have left is no change of it.
      return tables.query(release, [event.data.caseId, null]);
    case 'custody.case-closed': {
      const { caseId, reason } = event.data;
      // What is open goes over to the case that her return began.
      return tables.query(end, [caseId, reason !== 'returned-to-custody', reason === 'opened-in-error']);
    }
    case 'custody.case-reopened':
      return tables.query(end, [event.data.caseId, false, false]);
  }
};

const setDate = (tables: Tables, caseId: string, to: ReleaseDate | undefined, changes: number): Promise<unknown> =>
  tables.query(date, [caseId, to?.date ?? null, to?.type ?? null, changes]);
