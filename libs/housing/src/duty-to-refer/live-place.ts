import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@ttg/calendar';
import { type About, isoDate, Streams } from '@ttg/event-sourcing';
import { councilToday } from '../instructions/stops';
import { dutyToRefer, referralStream } from './duty-to-refer';
import {
  keepPlace,
  liveReferral,
  liveReferralStream,
  type LiveReferral,
  type PlaceSeen,
  takePlace,
} from './live-referral';
import { isLive } from './referral';
import { giveWayUnsent } from './withdrawal';

/** Keeps the one place for a live referral that a case has. */
@Injectable()
export class LivePlace {
  constructor(private readonly streams: Streams) {}

  async load(caseId: string): Promise<LiveReferral> {
    return (await this.streams.load(liveReferral, liveReferralStream(caseId))).state;
  }

  /** @throws AlreadyReferred */
  async take(about: Required<About>, referralId: string, council: string, today: PlainDate): Promise<void> {
    const { caseId } = about;
    const place = await this.load(caseId);
    if (place.referralId !== undefined && place.referralId !== referralId) {
      await this.settle(about, place.referralId, today);
    }
    const seen: PlaceSeen = { holder: place.referralId, live: await this.liveOf(place, today) };
    const decision = takePlace({ caseId, referralId, council }, seen);
    await this.streams.decide(liveReferral, liveReferralStream(caseId), decision, { about });
  }

  /** A live referral that went over to another case holds the place there, if it is free. */
  async keep(about: Required<About>, referralId: string): Promise<void> {
    const { state } = await this.streams.load(dutyToRefer, referralStream(referralId));
    if (!isLive(state)) return;
    const decision = keepPlace({ caseId: about.caseId, referralId });
    await this.streams.decide(liveReferral, liveReferralStream(about.caseId), decision, { about });
  }

  /**
   * A holder that is not sent either was left there by a crash, or is being sent at this moment. Its own stream decides: it is
   * sent before this and stays, or it is withdrawn and is not sent any more.
   */
  private async settle(about: Required<About>, holder: string, today: PlainDate): Promise<void> {
    await this.streams.decide(dutyToRefer, referralStream(holder), giveWayUnsent(isoDate(today)), { about });
  }

  /** The holder, or the one it was to replace, had it ever been sent. */
  private async liveOf({ referralId, replaces }: LiveReferral, today: PlainDate): Promise<PlaceSeen['live']> {
    for (const id of [referralId, replaces]) {
      if (id === undefined) continue;
      const { state } = await this.streams.load(dutyToRefer, referralStream(id));
      if (isLive(state)) return { id, council: councilToday(state.council, today) };
    }
    return undefined;
  }
}
