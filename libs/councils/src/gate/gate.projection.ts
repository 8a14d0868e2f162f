import { Injectable, Optional } from '@nestjs/common';
import { released, releaseDateChanged, releaseDateSet, releaseDateWithdrawn } from '@ttg/custody/events';
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

const ofRelease = { releaseDateSet, releaseDateChanged, releaseDateWithdrawn, released };
const ofInstructions = { doNotShareWith, instructionLifted, personMerged };
type ReleaseEvent = EventIn<typeof ofRelease>;
type InstructionEvent = EventIn<typeof ofInstructions>;
type Handled = DutyToReferEvent | ReleaseEvent | InstructionEvent;

/**
 * The gate: decides which thin notices go to which council, and lets nothing of a referral out once she no longer agrees. It puts
 * them into `exchange.notices`, which is not its own to rebuild, in the transaction that moves its position.
 */
@Injectable()
export class Gate extends Projection<Handled> {
  readonly name = 'councils.gate';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'gate.schema.sql');
  readonly handles = Object.values({ ...dutyToReferEvents, ...ofRelease, ...ofInstructions });

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
  return onReferral(event, gate, outbox);
};

const onReferral = async (event: Recorded<DutyToReferEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  const kept = await gate.ofReferral(event.data.referralId);
  const passage = follow(kept?.passage, event);
  if (!passage) return;
  const personId = kept?.personId ?? (await gate.keptAs(event.metadata.personId));
  const forbidden = passage.council ? await gate.isForbidden(personId, passage.council, dayOfEvent(event)) : false;
  await gate.keep({ passage, personId });
  const before = standingOf(kept?.passage, forbidden);
  await tell(event, { passage, personId }, { before, after: standingOf(passage, forbidden) }, outbox);
};

const onRelease = async (event: Recorded<ReleaseEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  for (const kept of await gate.ofCase(event.data.caseId)) {
    const standing = await standingNow(kept, gate, event);
    await tell(event, kept, { before: standing, after: standing }, outbox);
  }
};

/** An instruction concerns every referral of hers; so does learning that two records are one woman. */
const onInstruction = async (event: Recorded<InstructionEvent>, gate: GateTables, outbox: Outbox): Promise<void> => {
  const hers = await gate.ofPersons(await gate.whomItConcerns(event));
  const before: Standing[] = [];
  for (const kept of hers) before.push(await standingNow(kept, gate, event));
  await gate.instruct(event);
  for (const [index, kept] of hers.entries()) {
    const after = await standingNow({ ...kept, personId: await gate.keptAs(kept.personId) }, gate, event);
    const was = before[index];
    if (was !== undefined && was !== after) await tell(event, kept, { before: was, after }, outbox);
  }
};

const standingNow = async (
  { passage, personId }: Kept,
  gate: GateTables,
  event: Recorded<Handled>,
): Promise<Standing> => {
  const { council } = passage;
  return standingOf(passage, council !== undefined && (await gate.isForbidden(personId, council, dayOfEvent(event))));
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
const instructionTypes: readonly string[] = Object.values(ofInstructions).map(({ type }) => type);

const isOfRelease = (event: Recorded<Handled>): event is Recorded<ReleaseEvent> => releaseTypes.includes(event.type);
const isOfInstructions = (event: Recorded<Handled>): event is Recorded<InstructionEvent> =>
  instructionTypes.includes(event.type);
