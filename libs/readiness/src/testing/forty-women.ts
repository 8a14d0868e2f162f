import { isAfter, isWorkingDay, type PlainDate } from '@ttg/calendar';
import { Personal } from '@ttg/event-sourcing';
import { contactAfterReleaseMade, releaseDayArrangementMade } from '@ttg/custody/events';
import { courtDayMedicinesPlanned } from '@ttg/health/events';
import { safeContactSet } from '@ttg/sharing/events';
import { reconcile, alerts, type AlertsState } from '../alerts';
import type { TaskKind } from '../events';
import { evolveFacts, noFacts, type FactEvent, type Facts } from '../facts';
import { assess, expectedRelease, onThatDay, type Assessment, type OpenTask } from '../rules';
import { accepted, at, caseId, doneByPerson, on, recorded } from './case-record';
import * as story from './worked-story';

/** Part G, "alert hygiene": forty synthetic women, and staff who act within days. Deterministic for a seed. */

/** Chances of a working day that somebody gets something done; sources: law-and-practice D and part G, our estimates. */
const chances: Readonly<Record<OpenTask['kind'], number>> = {
  // A bed is what they work for longest: six weeks on average.
  'find-accommodation': 0.033,
  'make-duty-to-refer': 0.2,
  'ask-once-more': 0.2,
  'arrange-gp': 0.2,
  'sort-medicines': 0.2,
  'prepare-for-court-release': 0.25,
  'tell-of-earlier-date': 0.6,
  'tell-of-later-date': 0.6,
  'accept-after-move': 0.6,
  'weekend-plan': 0.5,
  'make-safe-plan': 0.4,
};
const rates = {
  remand: 0.3,
  fixedTermRecall: 0.17,
  nowhereToLive: 0.62,
  medicines: 0.8,
  noGp: 0.6,
  unsafeHome: 0.03,
  /** A day in custody. */
  moves: 0.004,
  dateMoves: 0.006,
  receipt: 0.6,
  contact: 0.35,
} as const;

/** Numbers between 0 and 1 that a seed decides (mulberry32). */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

class Woman {
  facts: Facts = noFacts;
  state: AlertsState = alerts.initial;
  private hearingOn: PlainDate | undefined;
  private readonly referralId: string;
  /** As the last sweep left it: what staff see, and until when it holds. */
  private seen: Assessment | undefined;

  constructor(
    readonly name: string,
    private readonly random: () => number,
    today: PlainDate,
  ) {
    this.referralId = `referral-${name}`;
    this.arrive(today);
  }

  /** Has she been out for so long that another takes her place on the list? */
  gone(today: PlainDate): boolean {
    const { released } = this.facts.custody ?? {};
    return released !== undefined && today.subtract({ days: 14 }).toString() > released.on;
  }

  live(today: PlainDate): void {
    this.custodyToday(today);
    if (!isWorkingDay(today)) return;
    this.councilToday(today);
    const doneToday = (this.seen?.tasks ?? []).filter(({ kind }) => this.happens(chances[kind]));
    for (const task of doneToday) this.learn(today, ...this.done(task, today));
    const { released, contactedAt } = this.facts.custody ?? {};
    if (released?.notice === 'no-notice' && !contactedAt && this.happens(0.7)) {
      this.learn(today, contactAfterReleaseMade({ caseId, at: at(today.toString()), route: 'through-worker' }));
    }
  }

  /** Looks at her where something changed or fell due. @returns how many A and R alerts were raised. */
  sweep(today: PlainDate): number {
    const isDue = !this.seen || (this.seen.nextChange && !isAfter(this.seen.nextChange, today));
    if (!isDue) return 0;
    this.seen = assess(this.facts, today);
    const news = [reconcile(this.name, this.seen, today)(this.state)].flat();
    this.state = news.reduce(alerts.evolve, this.state);
    return news.filter((event) => event.type === 'readiness.alert-raised' && event.data.severity !== 'B').length;
  }

  standing(severities: readonly string[]): number {
    return Object.values(this.state.alerts).filter(({ standing }) => standing && severities.includes(standing.severity))
      .length;
  }

  private happens(chance: number): boolean {
    return this.random() < chance;
  }

  private learn(today: PlainDate, ...events: readonly FactEvent[]): void {
    if (events.length > 0) this.seen = undefined;
    this.facts = events.reduce<Facts>(
      (facts, event) => evolveFacts(facts, recorded(event, today.toString())),
      this.facts,
    );
  }

  private arrive(today: PlainDate): void {
    const day = today.toString();
    const kind = this.random();
    const homeless = this.happens(rates.nowhereToLive);
    const unsafe = !homeless && this.happens(rates.unsafeHome / (1 - rates.nowhereToLive));
    const findings = {
      homeOnRelease: homeless ? ('nowhere' as const) : ('return-to-previous-address' as const),
      tenancy: homeless ? ('none' as const) : ('kept' as const),
      homeSafe: unsafe ? ('no' as const) : ('yes' as const),
      gp: this.happens(rates.noGp) ? ('to-sort' as const) : ('registered' as const),
      medicines: this.happens(rates.medicines) ? ('to-sort' as const) : ('none' as const),
    };
    if (kind < rates.remand) {
      this.hearingOn = today.add({ days: 21 + Math.floor(this.random() * 42) });
      this.learn(today, story.received(day), story.screened(day, findings), story.hearing(this.hearingOn.toString()));
    } else if (kind < rates.remand + rates.fixedTermRecall) {
      const leaves = today.add({ days: 55 }).toString();
      this.learn(
        today,
        story.received(day, { legalStatus: 'recalled', from: 'recall' }),
        story.screened(day, findings),
        story.dateSet(leaves, 'FTR56'),
      );
    } else {
      const leaves = today.add({ days: 40 + Math.floor(this.random() * 140) }).toString();
      this.learn(
        today,
        story.received(day, { legalStatus: 'sentenced' }),
        story.screened(day, findings),
        story.sentencedOn(day),
        story.dateSet(leaves),
      );
    }
    if (!homeless && !unsafe && kind >= rates.remand) this.learn(today, story.bed(day, undefined, { type: 'A01D' }));
  }

  private custodyToday(today: PlainDate): void {
    if (this.facts.custody?.released) return;
    const day = today.toString();
    const release = expectedRelease(this.facts, onThatDay(today));
    if (release && !today.until(release.planned).sign) this.learn(today, story.leaves(day));
    else if (this.hearingOn?.equals(today)) this.atCourt(today);
    else if (this.happens(rates.moves)) this.learn(today, story.moved('BZI', 'DWI', day));
    else if (release && this.happens(rates.dateMoves)) {
      const by = this.happens(0.5) ? -7 : 7;
      const after = release.planned.add({ days: by });
      if (today.until(after).days > 3)
        this.learn(today, story.dateChanged(release.planned.toString(), after.toString()));
    }
  }

  private atCourt(today: PlainDate): void {
    const day = today.toString();
    this.hearingOn = undefined;
    if (this.happens(0.4))
      this.learn(today, story.leaves(day, { from: 'court', notice: 'no-notice', toAccommodation: 'not-known' }));
    else
      this.learn(
        today,
        story.sentencedOn(day),
        story.dateSet(today.add({ days: 42 + Math.floor(this.random() * 60) }).toString()),
      );
  }

  private councilToday(today: PlainDate): void {
    const referral = this.facts.housing.referrals[this.referralId];
    if (!referral?.made || referral.contactOn) return;
    if (!referral.received) {
      if (this.happens(rates.receipt)) this.learn(today, story.receipt(this.referralId, today.toString()));
    } else if (this.happens(rates.contact)) this.learn(today, story.call(this.referralId, today.toString()));
  }

  private done({ kind, subject }: OpenTask, today: PlainDate): readonly FactEvent[] {
    const day = today.toString();
    const leaves = expectedRelease(this.facts, onThatDay(today))?.day ?? today;
    const byFact: Readonly<Partial<Record<TaskKind, () => readonly FactEvent[]>>> = {
      'find-accommodation': () => [story.bed(leaves.toString(), leaves.add({ days: 84 }).toString())],
      'make-duty-to-refer': () => story.referred(this.referralId, day),
      'arrange-gp': () => [story.gpConfirmed(day)],
      'sort-medicines': () => [story.reviewed(day, 28), story.contactBooked(leaves.add({ days: 7 }).toString())],
      'prepare-for-court-release': () => [
        ...story.referred(this.referralId, day),
        story.gpRequested(day),
        courtDayMedicinesPlanned({ caseId, on: on(day) }),
        safeContactSet({
          caseId,
          contact: Personal.of({ safeToCall: true, safeToText: true, safeToLeaveMessage: false }),
        }),
        releaseDayArrangementMade({ caseId, kind: 'travel' }),
      ],
      'accept-after-move': () => [accepted(subject, day)],
    };
    return byFact[kind]?.() ?? [doneByPerson(kind, subject, day)];
  }
}

export interface Hygiene {
  /** A and R alerts raised on a working day, weekends' on the Monday; averages over the measured days. */
  readonly newADay: number;
  readonly open: number;
  readonly red: number;
  readonly mostOpen: number;
}

/** The list of forty women over some weeks, after eight weeks in which it fills. Somebody new comes for each who goes. */
export const fortyWomen = (seed: number, first: PlainDate, weeks: number): Hygiene => {
  const random = seeded(seed);
  const settle = 56;
  let count = 0;
  const arrives = (today: PlainDate): Woman => {
    count += 1;
    return new Woman(`woman-${count}`, random, today);
  };
  let women = Array.from({ length: 40 }, (_, index) => ({ index, woman: undefined as Woman | undefined }));
  let raised = 0;
  let workingDays = 0;
  let openDays = 0;
  let redDays = 0;
  let mostOpen = 0;
  for (let offset = 0; offset < settle + weeks * 7; offset += 1) {
    const today = first.add({ days: offset });
    // They come one after another over the first weeks, as they do.
    women = women.map(({ index, woman }) => ({
      index,
      woman: woman ? (woman.gone(today) ? arrives(today) : woman) : index <= offset ? arrives(today) : undefined,
    }));
    const here = women.flatMap(({ woman }) => woman ?? []);
    here.forEach((woman) => woman.live(today));
    const news = here.reduce((sum, woman) => sum + woman.sweep(today), 0);
    if (offset < settle) continue;
    raised += news;
    if (!isWorkingDay(today)) continue;
    const open = here.reduce((sum, woman) => sum + woman.standing(['A', 'R']), 0);
    workingDays += 1;
    openDays += open;
    redDays += here.reduce((sum, woman) => sum + woman.standing(['R']), 0);
    mostOpen = Math.max(mostOpen, open);
  }
  return {
    newADay: raised / workingDays,
    open: openDays / workingDays,
    red: redDays / workingDays,
    mostOpen,
  };
};
