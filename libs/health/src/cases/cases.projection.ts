import { Injectable } from '@nestjs/common';
import {
  custodyStatusChanged,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  sentenced,
  womanReceived,
  type ReleaseDate,
} from '@ttg/custody/events';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';

const handled = {
  womanReceived,
  custodyStatusChanged,
  sentenced,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  released,
  releaseReversed,
};
type Handled = EventIn<typeof handled>;

const receive = `
  insert into cases (case_id, person_id, received_on, recalled)
  values ($1, $2, $3, $4)`;

const change = `
  update cases
  set recalled = recalled or $2
  where case_id = $1`;

const sentence = `
  update cases
  set sentenced_on = $2
  where case_id = $1`;

const date = `
  update cases
  set release_date = $2, release_type = $3
  where case_id = $1`;

const release = `
  update cases
  set released_on = $2
  where case_id = $1`;

/** Healthcare's own small model of custody: every case that was opened. */
@Injectable()
export class CasesProjection extends Projection<Handled> {
  readonly name = 'health.cases';
  readonly version = 2;
  readonly schema = readSql(__dirname, 'cases.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Recorded<Handled>[], tables: Tables): Promise<void> {
    for (const event of events) await applyOne(event, tables);
  }
}

const applyOne = async (event: Handled, tables: Tables): Promise<unknown> => {
  const { caseId } = event.data;
  switch (event.type) {
    case 'custody.woman-received': {
      const { personId, receivedOn, legalStatus } = event.data;
      return tables.query(receive, [caseId, personId, receivedOn, legalStatus === 'recalled']);
    }
    case 'custody.custody-status-changed':
      return tables.query(change, [caseId, event.data.legalStatus === 'recalled']);
    case 'custody.sentenced':
      return tables.query(sentence, [caseId, event.data.on]);
    case 'custody.release-date-set':
      return setDate(tables, caseId, event.data);
    case 'custody.release-date-changed':
      return setDate(tables, caseId, event.data.after);
    case 'custody.release-date-withdrawn':
      return setDate(tables, caseId, undefined);
    case 'custody.released':
      return tables.query(release, [caseId, event.data.on]);
    case 'custody.release-reversed':
      return tables.query(release, [caseId, null]);
  }
};

const setDate = (tables: Tables, caseId: string, to: ReleaseDate | undefined): Promise<unknown> =>
  tables.query(date, [caseId, to?.date ?? null, to?.type ?? null]);
