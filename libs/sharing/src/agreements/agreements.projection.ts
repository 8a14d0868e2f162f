import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  dutyToReferMade,
  referralCarriedOver,
  referralDrafted,
  referralWithdrawn,
} from '@ttg/housing/events';
import { readReferrals, writeAgreements, writeReferrals } from './sql';

const answers = { agreementGiven, agreementRefused, agreementWithdrawn };
const handled = {
  ...answers,
  dutyToReferMade,
  referralCarriedOver,
  referralDrafted,
  referralWithdrawn,
};
type Handled = Recorded<EventIn<typeof handled>>;
type Answered = Extract<Handled, Recorded<EventIn<typeof answers>>>;

interface ReferralRow {
  readonly referral_id: string;
  readonly case_id: string;
  readonly status: 'drafted' | 'sent' | 'withdrawn';
}

/** All she has agreed to, in one place. An agreement lives in the stream of the disclosure it allows: here it is only shown. */
@Injectable()
export class Agreements extends Projection<EventIn<typeof handled>> {
  readonly name = 'sharing.agreements';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'agreements.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Handled[], tables: Tables): Promise<void> {
    await foldReferrals(events, tables);
    await foldAgreements(events.filter(isAnswer), tables);
  }
}

const foldReferrals = async (events: readonly Handled[], tables: Tables): Promise<void> => {
  const ids = [...new Set(events.map(({ data }) => data.referralId))];
  const before = await tables.query<ReferralRow>(readReferrals, [ids]);
  const rows = new Map(before.map((row) => [row.referral_id, row]));
  for (const event of events) {
    const { referralId } = event.data;
    rows.set(referralId, evolveReferral(rows.get(referralId), event));
  }
  await tables.query(writeReferrals, [JSON.stringify([...rows.values()])]);
};

const evolveReferral = (row: ReferralRow | undefined, { type, data }: Handled): ReferralRow => {
  const { referralId: referral_id, caseId: case_id } = data;
  switch (type) {
    case 'housing.duty-to-refer-made':
      return { referral_id, case_id, status: 'sent' };
    case 'housing.referral-withdrawn':
      return { referral_id, case_id, status: 'withdrawn' };
    case 'housing.referral-carried-over':
      return { referral_id, status: row?.status ?? 'drafted', case_id };
    default:
      return row ?? { referral_id, case_id, status: 'drafted' };
  }
};

const isAnswer = (event: Handled): event is Answered => event.type.startsWith('housing.agreement-');

const answerOf = {
  'housing.agreement-given': 'given',
  'housing.agreement-refused': 'refused',
  'housing.agreement-withdrawn': 'withdrawn',
} as const;

/** The last answer to each. A council once chosen is kept, within a batch as between two. */
const foldAgreements = async (events: readonly Answered[], tables: Tables): Promise<void> => {
  const rows = new Map<string, { readonly council?: string | null }>();
  for (const { type, data } of events) {
    const key = `${data.referralId} ${data.to}`;
    const council = data.council ?? rows.get(key)?.council ?? null;
    const { referralId: referral_id, to: agreed_to, on: answered_on, how } = data;
    const row = { referral_id, agreed_to, answer: answerOf[type], council, answered_on, how };
    rows.set(key, row);
  }
  if (rows.size > 0) await tables.query(writeAgreements, [JSON.stringify([...rows.values()])]);
};
