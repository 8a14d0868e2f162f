import { CommandBus } from '@nestjs/cqrs';
import { date } from '@ttg/calendar';
import { type Actor, ReadModels, RequestContext, Streams } from '@ttg/event-sourcing';
import type { OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { v5 } from 'uuid';
import { type Cohort, nameOf } from '../cohort/cohort';
import { begin, end, endDay, telling, type TellingDecision, tellingStream } from '../cohort/telling';
import { momentOf } from '../lives/act';
import { type Day, dayOf } from '../lives/days';
import { Evening } from './evening';
import { type HerDay, programmeOf, type ProgrammeDay } from './programme';
import { Recording } from './recording';
import { sideBySide } from './side-by-side';
import type { SimulatedClock } from './simulated-clock';
import { StaffAnswers } from './staff-answers';

/** The namespace of the ids of cohorts. */
const namespace = '5f6a4a52-0c0e-4a3a-a1f3-5f7d1f0f2b61';
const actor: Actor = { id: 'simulation', role: 'system', organisation: 'through-the-gate' };
const lateEvening = 22 * 60;

/** Told after every day. What it throws ends the simulation; it can be gone on with. */
export type OnDay = (done: number, days: number) => void;

/**
 * Tells a cohort into the store, day by day, by the commands of the contexts; the rules look every evening, so that alerts are
 * raised on the day they would have been. One that was cut off goes on with the day it was cut off in: what was recorded of that
 * day is the same request again.
 * @param kernel an application with its projections on demand, on the simulation's clock
 * @throws SeedTaken, NotRecorded, ReadModelStandsStill
 */
export const simulate = async (
  kernel: OpenKernel,
  clock: SimulatedClock,
  cohort: Cohort,
  onDay: OnDay = () => undefined,
): Promise<void> => {
  const mark = markIn(kernel, clock, cohort);
  await mark('begin', begin(cohort), dayOf(date(cohort.from)));
  const programme = programmeOf(cohort);
  const simulation = new Simulation(kernel, clock, cohort);
  const toldTo = await lastToldOf(kernel, cohort);
  for (const [index, today] of programme.entries()) {
    const isTold = toldTo !== undefined && today.day.iso <= toldTo;
    await simulation.day(today, isTold);
    if (!isTold) await mark(today.day.iso, endDay(today.day.iso), today.day);
    onDay(index + 1, programme.length);
  }
  const acts = programme.flatMap(({ women }) => women.flat()).length;
  await mark('end', end(acts), dayOf(date(cohort.to)));
};

const lastToldOf = async (kernel: OpenKernel, { seed }: Cohort) => {
  const { state } = await kernel.get(Streams).load(telling, tellingStream(seed));
  return state.status === 'not-begun' ? undefined : state.toldTo;
};

/** @returns writes on the stream of the cohort, late in the evening of a day. */
const markIn =
  (kernel: OpenKernel, clock: SimulatedClock, cohort: Cohort) =>
  (what: string, decision: TellingDecision, on: Day): Promise<unknown> => {
    const id = v5(nameOf(cohort), namespace);
    const request = { actor, correlationId: id, idempotencyScope: `${nameOf(cohort)}|${what}` };
    return clock.at(momentOf({ on, minute: lateEvening }), () =>
      RequestContext.run(request, () =>
        kernel.get(Streams).decide(telling, tellingStream(cohort.seed), decision, { about: { personId: id } }),
      ),
    );
  };

class Simulation {
  private readonly recording: Recording;
  private readonly answers: StaffAnswers;
  private readonly evening: Evening;
  private readonly cases: string[] = [];
  private hasBegun = false;

  constructor(kernel: OpenKernel, clock: SimulatedClock, cohort: Cohort) {
    this.recording = new Recording(kernel.get(CommandBus), clock, cohort);
    this.answers = new StaffAnswers(kernel.get(ReadModels), cohort.seed);
    this.evening = new Evening(kernel, clock);
  }

  /** Staff answer what stands, her life goes on, and in the evening the rules look. */
  async day(today: ProgrammeDay, isTold: boolean): Promise<void> {
    if (!isTold) {
      if (!this.hasBegun) await this.evening.readModelsCaughtUp();
      this.hasBegun = true;
      await sideBySide(await this.answers.on(today.day, this.cases), (ofCase) => this.record(ofCase));
      await sideBySide(today.women, (hers) => this.record(hers));
      await this.evening.of(today);
    }
    this.cases.push(...today.opened);
  }

  private async record(day: HerDay): Promise<void> {
    for (const { key, act } of day) await this.recording.record(key, act);
  }
}
