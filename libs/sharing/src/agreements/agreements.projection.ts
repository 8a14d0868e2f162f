import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  referralCarriedOver,
  referralWithdrawn,
} from '@ttg/housing/events';

const ofAnswers = { agreementGiven, agreementRefused, agreementWithdrawn };
const ofFates = { referralCarriedOver, referralWithdrawn };
const handled = { ...ofAnswers, ...ofFates };
/** She has answered. */
type Answered = EventIn<typeof ofAnswers>;
/** What becomes of a referral with all of its agreements. Rare. */
type Fate = EventIn<typeof ofFates>;
type Handled = Answered | Fate;

const answers = {
  'housing.agreement-given': 'given',
  'housing.agreement-refused': 'refused',
  'housing.agreement-withdrawn': 'withdrawn',
} as const;

// The case of an agreement is another only when its referral is carried over.
const answer = `
insert into agreement
select * from jsonb_populate_recordset(null::agreement, $1::jsonb)
    on conflict (referral_id, agreed_to) do update
   set answer = excluded.answer, council = excluded.council, on_day = excluded.on_day, how = excluded.how`;

/** All she has agreed to, refused or withdrawn: her answers, never her words. */
@Injectable()
export class AgreementsProjection extends Projection<Handled> {
  readonly name = 'sharing.agreements';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'agreements.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Recorded<Handled>[], tables: Tables): Promise<void> {
    let answered: Recorded<Answered>[] = [];
    for (const event of events) {
      if (isAnswered(event)) {
        answered.push(event);
        continue;
      }
      await writeAnswers(answered, tables);
      answered = [];
      await writeFate(event, tables);
    }
    await writeAnswers(answered, tables);
  }
}

/** Of those to one thing, the last counts. */
const writeAnswers = async (events: readonly Recorded<Answered>[], tables: Tables): Promise<void> => {
  const rows = new Map<string, ReturnType<typeof toRow>>();
  for (const event of events) {
    const key = `${event.data.referralId} ${event.data.to}`;
    rows.set(key, toRow(event, rows.get(key)?.case_id));
  }
  if (rows.size > 0) await tables.query(answer, [JSON.stringify([...rows.values()])]);
};

const toRow = ({ type, data }: Recorded<Answered>, caseId = data.caseId) => {
  const { referralId, to, council = null, on, how } = data;
  return { referral_id: referralId, agreed_to: to, case_id: caseId, answer: answers[type], council, on_day: on, how };
};

const writeFate = (event: Recorded<Fate>, tables: Tables): Promise<unknown> => {
  const { referralId, caseId } = event.data;
  return event.type === 'housing.referral-withdrawn'
    ? tables.query('insert into ended_referral (referral_id) values ($1) on conflict do nothing', [referralId])
    : tables.query('update agreement set case_id = $2 where referral_id = $1', [referralId, caseId]);
};

const isAnswered = (event: Recorded<Handled>): event is Recorded<Answered> => event.type in answers;
