import { Injectable } from '@nestjs/common';
import {
  Background,
  BackgroundLoops,
  pause,
  ProjectionSignals,
  ReadModels,
  RequestContext,
  Streams,
} from '@ttg/event-sourcing';
import { dutyToRefer, referralStream } from '../duty-to-refer/duty-to-refer';
import { LivePlace } from '../duty-to-refer/live-place';
import { carryOver } from '../duty-to-refer/withdrawal';

interface ToCarry {
  readonly referralId: string;
  readonly caseId: string;
  readonly personId: string;
}

/** What is still open on a case that her return to custody has closed. A referral that went over is not found again. */
const stillToCarry = `
  select r.referral_id as "referralId", c.case_id as "caseId", c.person_id as "personId"
  from housing.referral_inbox r
  join housing.cases c on c.previous_case_id = r.case_id
  where r.open
  order by r.referral_id
  limit 500`;

const actor = { id: 'housing.carry-over', role: 'process', organisation: 'through-the-gate' };

/** How often it looks by itself: models that another process fills make no signal here. Milliseconds. */
const lookEvery = 5000;

/** Between two looks, however busy the models are. Milliseconds. */
const restMs = 100;

/**
 * Her return to custody opens another case: open referrals and the agreements in them go over with her. What is left to do is
 * read off the models each time, so that it can stop anywhere and go on, and each step can be repeated.
 */
@Injectable()
export class CarryOver extends Background {
  readonly name = 'housing.carry-over';

  constructor(
    private readonly readModels: ReadModels,
    private readonly streams: Streams,
    private readonly place: LivePlace,
    private readonly signals: ProjectionSignals,
    loops: BackgroundLoops,
  ) {
    super(loops);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const moved = this.nextMove(signal);
      await this.carryAll();
      await moved;
      await pause(restMs, signal);
    }
  }

  /** Takes over what the models say is still to be taken over. @returns how many referrals there were */
  async carryAll(): Promise<number> {
    const referrals = await this.readModels.query<ToCarry>(stillToCarry);
    for (const referral of referrals) await this.carry(referral);
    return referrals.length;
  }

  private carry({ referralId, caseId, personId }: ToCarry): Promise<void> {
    const idempotencyScope = `housing.carry-over|${referralId}|${caseId}`;
    return RequestContext.run({ actor, correlationId: referralId, idempotencyScope }, async () => {
      const about = { caseId, personId };
      await this.streams.decide(dutyToRefer, referralStream(referralId), carryOver(caseId), { about });
      await this.place.keep(about, referralId);
    });
  }

  /** Waits until a model it reads has moved, or for a while. */
  private async nextMove(signal: AbortSignal): Promise<void> {
    const moved = new AbortController();
    const stop = this.signals.onAdvanced((name) => {
      if (name === 'housing.cases' || name === 'housing.referral-inbox') moved.abort();
    });
    try {
      await pause(lookEvery, signal, moved.signal);
    } finally {
      stop();
    }
  }
}
