import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { EventCodec, type EventMetadata, EventStore } from '@ttg/event-sourcing';
import { v4, v7 } from 'uuid';
import { type CasePlan, caseStory, type Step, type Woman } from './case-story';
import { Days } from './days';
import { plans } from './plans';

/** Enough for the appends to be gathered into full calls. */
const chunk = 1_000;

export interface History {
  readonly events: number;
  /** Cases that are open, latest first. */
  readonly open: readonly Woman[];
}

/**
 * Writes events of every context through codec and store, as commands would, in the order in which they would have come:
 * neighbours are almost always of different cases.
 * @param events about how many. @param onProgress told how many were written
 */
export const writeHistory = async (
  app: INestApplicationContext,
  { openCases, events: wanted }: { readonly openCases: number; readonly events: number },
  onProgress: (events: number) => void,
): Promise<History> => {
  const days = new Days(app.get(Clock).today());
  const open: Woman[] = [];
  let events = 0;
  let waiting: Told[] = [];
  for (const told of tell(plans(openCases, wanted), days, (woman) => woman.release > 0 && open.push(woman))) {
    waiting.push(told);
    if (waiting.length < chunk) continue;
    events += await write(app, waiting);
    onProgress(events);
    waiting = [];
  }
  events += await write(app, waiting);
  return { events, open };
};

interface Told {
  readonly woman: Woman;
  readonly step: Step;
}

/** All steps of all cases up to today, day by day. */
function* tell(all: readonly CasePlan[], days: Days, onBegin: (woman: Woman) => unknown): Generator<Told> {
  const waiting = [...all].sort((a, b) => b.received - a.received);
  let going: { readonly woman: Woman; readonly steps: readonly Step[]; next: number }[] = [];
  for (let day = waiting.at(-1)?.received ?? 1; day <= 0; day += 1) {
    while (waiting.at(-1)?.received === day) {
      const plan = waiting.pop();
      if (!plan) break;
      const story = caseStory(plan, days);
      onBegin(story.woman);
      going.push({ ...story, next: 0 });
    }
    for (const story of going) {
      for (let step = story.steps[story.next]; step && step.day <= day; step = story.steps[story.next]) {
        yield { woman: story.woman, step };
        story.next += 1;
      }
    }
    going = going.filter(({ steps, next }) => next < steps.length);
  }
}

const write = async (app: INestApplicationContext, told: readonly Told[]): Promise<number> => {
  const [codec, store] = [app.get(EventCodec), app.get(EventStore)];
  const encoded = await codec.encode(
    told.map(({ woman, step }, nth) => ({ event: step.event, id: v7(), metadata: metadata(woman, step, nth) })),
  );
  await Promise.all(encoded.map((event, index) => store.append(told[index]?.step.stream ?? '', [event], 'any')));
  return encoded.length;
};

const actor = { id: 'bench', role: 'prison-resettlement', organisation: 'BZI' };

const metadata = ({ caseId, personId, days }: Woman, { day, event }: Step, nth: number): EventMetadata => {
  const at = days.at(day, nth);
  const about = event.type.startsWith('people.') ? { personId } : { caseId, personId };
  return { ...about, actor, occurredAt: at, recordedAt: at, correlationId: v4() };
};
