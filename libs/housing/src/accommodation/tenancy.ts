import { type Decision, type IsoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { tenancyEnded, tenancyKept, tenancyRecorded, type AccommodationEvent, type TenancyEnding } from '../events';
import { happenedOn, type OnThatDay } from '../on-that-day';
import type { Accommodation } from './accommodation';

type Deciding = Decision<Accommodation, AccommodationEvent>;

export class TenancyIsOver extends Refusal {
  readonly code = 'tenancy-is-over';

  constructor() {
    super('Her tenancy is recorded as ended. Record a new tenancy if she has one again.');
  }
}

interface OfTenancy {
  readonly caseId: string;
  readonly on?: IsoDate;
}

/** The home she holds from before custody. */
export const recordTenancy =
  (
    command: OfTenancy & { readonly tenure: string; readonly atRisk: boolean; readonly landlord?: string },
    day: OnThatDay,
  ): Deciding =>
  () => {
    const { caseId, tenure, atRisk, landlord } = command;
    const on = happenedOn(command.on, { ...day, receivedOn: undefined });
    return tenancyRecorded({
      caseId,
      tenure,
      atRisk,
      on,
      landlord: landlord === undefined ? undefined : Personal.of(landlord),
    });
  };

/** It stays hers. Screening may have named it, so it need not be recorded here first. */
export const keepTenancy =
  ({ caseId, on }: OfTenancy, day: OnThatDay): Deciding =>
  (state) => {
    if (state.tenancy?.status === 'ended') throw new TenancyIsOver();
    return tenancyKept({ caseId, on: happenedOn(on, day) });
  };

/** It is over, perhaps since before she was received. Where the notice was served matters when the council asks why she lost it. */
export const endTenancy =
  (command: OfTenancy & { readonly how: TenancyEnding; readonly noticeServedAt?: string }, day: OnThatDay): Deciding =>
  (state) => {
    if (state.tenancy?.status === 'ended') throw new TenancyIsOver();
    const { caseId, how, noticeServedAt } = command;
    const on = happenedOn(command.on, { ...day, receivedOn: undefined });
    return tenancyEnded({
      caseId,
      how,
      on,
      noticeServedAt: noticeServedAt === undefined ? undefined : Personal.of(noticeServedAt),
    });
  };
