import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  referralCarriedOver,
  referralWithdrawn,
} from '@ttg/housing/events';

const handled = { agreementGiven, agreementRefused, agreementWithdrawn, referralCarriedOver, referralWithdrawn };
type Handled = EventIn<typeof handled>;

const answers = {
  'housing.agreement-given': 'given',
  'housing.agreement-refused': 'refused',
  'housing.agreement-withdrawn': 'withdrawn',
} as const;

const answer = `
insert into agreement (referral_id, agreed_to, case_id, answer, council, on_day, how) values ($1, $2, $3, $4, $5, $6, $7)
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
    for (const event of events) await applyOne(event, tables);
  }
}

const applyOne = async (event: Recorded<Handled>, tables: Tables): Promise<unknown> => {
  switch (event.type) {
    case 'housing.referral-withdrawn':
      return tables.query('insert into ended_referral (referral_id) values ($1) on conflict do nothing', [
        event.data.referralId,
      ]);
    case 'housing.referral-carried-over':
      return tables.query('update agreement set case_id = $2 where referral_id = $1', [
        event.data.referralId,
        event.data.caseId,
      ]);
    case 'housing.agreement-given':
    case 'housing.agreement-refused':
    case 'housing.agreement-withdrawn': {
      const { referralId, to, caseId, council, on, how } = event.data;
      return tables.query(answer, [referralId, to, caseId, answers[event.type], council ?? null, on, how]);
    }
  }
};
