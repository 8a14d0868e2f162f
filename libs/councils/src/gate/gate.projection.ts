import { Injectable, Optional } from '@nestjs/common';
import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
} from '@ttg/custody/events';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { dutyToReferEvents, type DutyToReferEvent } from '@ttg/housing/events';
import { EventTraces } from '@ttg/observability';
import { personMerged } from '@ttg/people/events';
import { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { dayOf } from '../council-today';
import type { GateState, Kept } from './gate-state';
import { GateTables } from './gate-tables';
import { noticeOf } from './notice-of';
import { type Due, Outbox } from './outbox';
import { follow, type Standing, standingOf } from './passage';

const ofRelease = { releaseDateSet, releaseDateChanged, releaseDateWithdrawn, released, releaseReversed };
const ofClosing = { caseClosed, caseReopened };
const ofInstructions = { doNotShareWith, instructionLifted, personMerged };
type ReleaseEvent = EventIn<typeof ofRelease>;
type ClosingEvent = EventIn<typeof ofClosing>;
type InstructionEvent = EventIn<typeof ofInstructions>;
type CommonEvent = DutyToReferEvent | ReleaseEvent | ClosingEvent;
type Handled = CommonEvent | InstructionEvent;

/**
 * The gate: decides which thin notices go to which council, and lets nothing of a referral out once she no longer agrees, or
 * where its case was opened in error. It puts them into `exchange.notices`, which is not its own to rebuild, in the transaction that moves its position.
 */
@Injectable()
export class Gate extends Projection<Handled> {
  readonly name = 'councils.gate';
  readonly version = 2;
  readonly schema = readSql(__dirname, 'gate.schema.sql');
  readonly handles = Object.values({ ...dutyToReferEvents, ...ofRelease, ...ofClosing, ...ofInstructions });

  constructor(@Optional() private readonly traces?: EventTraces) {
    super();
  }

  async apply(events: readonly Recorded<Handled>[], tables: Tables): Promise<void> {
    const gate = new GateTables(tables);
    const due: Due[] = [];
    let waiting: Recorded<CommonEvent>[] = [];
    for (const event of events) {
      if (!isOfInstructions(event)) {
        waiting.push(event);
        continue;
      }
      due.push(...(await onMany(waiting, gate)), ...(await onInstruction(event, gate)));
      waiting = [];
    }
    due.push(...(await onMany(waiting, gate)));
    await new Outbox(tables, this.traces).letOut(due);
  }
}

/** All that they need is read at once, then they are taken one after another, each on what those before it have left. */
const onMany = async (events: readonly Recorded<CommonEvent>[], tables: GateTables): Promise<readonly Due[]> => {
  if (events.length === 0) return [];
  const drafted = events.filter(({ type }) => type === 'housing.referral-drafted');
  const gate = await tables.load({
    referrals: events.flatMap(({ data }) => ('referralId' in data ? data.referralId : [])),
    cases: events.map(({ data }) => data.caseId),
    persons: drafted.map(({ metadata }) => metadata.personId),
  });
  const due = events.flatMap((event) => onOne(event, gate));
  await tables.save(gate);
  return due;
};

const onOne = (event: Recorded<CommonEvent>, gate: GateState): readonly Due[] => {
  if (isOfRelease(event)) return onRelease(event, gate);
  if (isOfClosing(event)) return onClosing(event, gate);
  return onReferral(event, gate);
};

const onReferral = (event: Recorded<DutyToReferEvent>, gate: GateState): readonly Due[] => {
  const kept = gate.ofReferral(event.data.referralId);
  const passage = follow(kept?.passage, event);
  if (!passage) return [];
  const now = { passage, personId: kept?.personId ?? gate.keptAs(event.metadata.personId) };
  if (passage !== kept?.passage) gate.keep(now);
  const before = kept ? standingNow(kept, gate, event) : 'not-made';
  return tell(event, now, { before, after: standingNow(now, gate, event) });
};

const onRelease = (event: Recorded<ReleaseEvent>, gate: GateState): readonly Due[] =>
  gate.ofCase(event.data.caseId).flatMap((kept) => {
    const standing = standingNow(kept, gate, event);
    return tell(event, kept, { before: standing, after: standing });
  });

/** A case that was opened in error may not be hers at all: nothing of it passes, unless it is opened again. */
const onClosing = (event: Recorded<ClosingEvent>, gate: GateState): readonly Due[] => {
  const { caseId } = event.data;
  const inError = event.type === 'custody.case-closed' && event.data.reason === 'opened-in-error';
  const before = standingsNow(gate.ofCase(caseId), gate, event);
  gate.setOpenedInError(caseId, inError);
  return tellOfChange(event, before, gate);
};

/**
 * An instruction concerns every referral of hers; so does learning that two records are one woman. Both are rare and may touch all
 * rows of hers: what was before is read, and what is after.
 */
const onInstruction = async (event: Recorded<InstructionEvent>, tables: GateTables): Promise<readonly Due[]> => {
  const persons = await tables.whomItConcerns(event);
  const gate = await tables.load({ persons });
  const before = standingsNow(gate.ofPersons(persons), gate, event);
  await tables.instruct(event);
  return tellOfChange(event, before, await tables.load({ persons }));
};

/** A referral that an event may stop, or let go on, and how it stood before. */
interface Before {
  readonly kept: Kept;
  readonly standing: Standing;
}

const standingsNow = (concerned: readonly Kept[], gate: GateState, event: Recorded<Handled>): readonly Before[] =>
  concerned.map((kept) => ({ kept, standing: standingNow(kept, gate, event) }));

const tellOfChange = (event: Recorded<Handled>, concerned: readonly Before[], gate: GateState): readonly Due[] =>
  concerned.flatMap(({ kept, standing: before }) => {
    const after = standingNow({ ...kept, personId: gate.keptAs(kept.personId) }, gate, event);
    return before === after ? [] : tell(event, kept, { before, after });
  });

const standingNow = (kept: Kept, gate: GateState, event: Recorded<Handled>): Standing =>
  standingOf(kept.passage, isForbidden(kept, gate, event));

const isForbidden = (
  { passage: { council, caseId }, personId }: Kept,
  gate: GateState,
  event: Recorded<Handled>,
): boolean =>
  council !== undefined && (gate.isOpenedInError(caseId) || gate.isForbidden(personId, council, dayOfEvent(event)));

const tell = (
  event: Recorded<Handled>,
  { passage }: Kept,
  standing: { readonly before: Standing; readonly after: Standing },
): readonly Due[] => {
  const { type, metadata } = event;
  const notice = noticeOf({ type, actor: metadata.actor, council: passage.council ?? '', ...standing });
  return notice ? [{ event, passage, type: notice }] : [];
};

const dayOfEvent = ({ metadata }: Recorded<Handled>) => dayOf(metadata.recordedAt);

const releaseTypes: readonly string[] = Object.values(ofRelease).map(({ type }) => type);
const closingTypes: readonly string[] = Object.values(ofClosing).map(({ type }) => type);
const instructionTypes: readonly string[] = Object.values(ofInstructions).map(({ type }) => type);

const isOfRelease = (event: Recorded<Handled>): event is Recorded<ReleaseEvent> => releaseTypes.includes(event.type);
const isOfClosing = (event: Recorded<Handled>): event is Recorded<ClosingEvent> => closingTypes.includes(event.type);
const isOfInstructions = (event: Recorded<Handled>): event is Recorded<InstructionEvent> =>
  instructionTypes.includes(event.type);
