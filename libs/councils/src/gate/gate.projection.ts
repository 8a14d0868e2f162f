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
import { GateTables, type Kept } from './gate-tables';
import { noticeOf } from './notice-of';
import { Outbox } from './outbox';
import { follow, type Standing, standingOf } from './passage';

const ofRelease = { releaseDateSet, releaseDateChanged, releaseDateWithdrawn, released, releaseReversed };
const ofClosing = { caseClosed, caseReopened };
const ofInstructions = { doNotShareWith, instructionLifted, personMerged };
type ReleaseEvent = EventIn<typeof ofRelease>;
type ClosingEvent = EventIn<typeof ofClosing>;
type InstructionEvent = EventIn<typeof ofInstructions>;
type Handled = DutyToReferEvent | ReleaseEvent | ClosingEvent | InstructionEvent;

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
    const [gate, outbox] = [new GateTables(tables), new Outbox(tables, this.traces)];
    for (const event of events) await applyOne(event, gate, outbox);
  }
}

const applyOne = async (event: Recorded<Handled>, gate: GateTables, outbox: Outbox): Promise<void> => {
  if (isOfInstructions(event)) return onInstruction(event, gate, outbox);
  if (isOfRelease(event)) return onRelease(event, gate, outbox);
  if (isOfClosing(event)) return onClosing(event, gate, outbox);
  return onReferral(event, gate, outbox);
};

const onReferral = async (event: Recorded<DutyToReferEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  const kept = await gate.ofReferral(event.data.referralId);
  const passage = follow(kept?.passage, event);
  if (!passage) return;
  const personId = kept?.personId ?? (await gate.keptAs(event.metadata.personId));
  const now = { passage, personId };
  const before = kept ? await standingNow(kept, gate, event) : 'not-made';
  await gate.keep(now);
  await tell(event, now, { before, after: await standingNow(now, gate, event) }, outbox);
};

const onRelease = async (event: Recorded<ReleaseEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  for (const kept of await gate.ofCase(event.data.caseId)) {
    const standing = await standingNow(kept, gate, event);
    await tell(event, kept, { before: standing, after: standing }, outbox);
  }
};

/** A case that was opened in error may not be hers at all: nothing of it passes, unless it is opened again. */
const onClosing = async (event: Recorded<ClosingEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  const { caseId } = event.data;
  const inError = event.type === 'custody.case-closed' && event.data.reason === 'opened-in-error';
  const concerned = await gate.ofCase(caseId);
  await tellOfChange({ event, concerned, change: () => gate.setOpenedInError(caseId, inError) }, gate, outbox);
};

/** An instruction concerns every referral of hers; so does learning that two records are one woman. */
const onInstruction = async (event: Recorded<InstructionEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  const concerned = await gate.ofPersons(await gate.whomItConcerns(event));
  await tellOfChange({ event, concerned, change: () => gate.instruct(event) }, gate, outbox);
};

interface Changing {
  readonly event: Recorded<Handled>;
  /** The referrals that it may stop, or let go on. */
  readonly concerned: readonly Kept[];
  readonly change: () => Promise<void>;
}

const tellOfChange = async (
  { event, concerned, change }: Changing,
  gate: GateTables,
  outbox: Outbox,
): Promise<void> => {
  const before: Standing[] = [];
  for (const kept of concerned) before.push(await standingNow(kept, gate, event));
  await change();
  for (const [index, kept] of concerned.entries()) {
    const after = await standingNow({ ...kept, personId: await gate.keptAs(kept.personId) }, gate, event);
    const was = before[index];
    if (was !== undefined && was !== after) await tell(event, kept, { before: was, after }, outbox);
  }
};

const standingNow = async (kept: Kept, gate: GateTables, event: Recorded<Handled>): Promise<Standing> =>
  standingOf(kept.passage, await isForbidden(kept, gate, event));

const isForbidden = async (
  { passage: { council, caseId }, personId }: Kept,
  gate: GateTables,
  event: Recorded<Handled>,
): Promise<boolean> => {
  if (council === undefined) return false;
  return (await gate.isOpenedInError(caseId)) || gate.isForbidden(personId, council, dayOfEvent(event));
};

const tell = async (
  event: Recorded<Handled>,
  { passage }: Kept,
  standing: { readonly before: Standing; readonly after: Standing },
  outbox: Outbox,
): Promise<void> => {
  const { type, metadata } = event;
  const notice = noticeOf({ type, actor: metadata.actor, council: passage.council ?? '', ...standing });
  if (notice) await outbox.letOut(event, passage, notice);
};

const dayOfEvent = ({ metadata }: Recorded<Handled>) => dayOf(metadata.recordedAt);

const releaseTypes: readonly string[] = Object.values(ofRelease).map(({ type }) => type);
const closingTypes: readonly string[] = Object.values(ofClosing).map(({ type }) => type);
const instructionTypes: readonly string[] = Object.values(ofInstructions).map(({ type }) => type);

const isOfRelease = (event: Recorded<Handled>): event is Recorded<ReleaseEvent> => releaseTypes.includes(event.type);
const isOfClosing = (event: Recorded<Handled>): event is Recorded<ClosingEvent> => closingTypes.includes(event.type);
const isOfInstructions = (event: Recorded<Handled>): event is Recorded<InstructionEvent> =>
  instructionTypes.includes(event.type);
