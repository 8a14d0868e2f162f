import { CommandBus } from '@nestjs/cqrs';
import { date } from '@ttg/calendar';
import { type Actor, ReadModels, RequestContext, Streams } from '@ttg/event-sourcing';
import type { OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { v5 } from 'uuid';
import { type Cohort, nameOf } from '../cohort/cohort';
import { begin, end, telling, type TellingDecision, tellingStream } from '../cohort/telling';
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

/** Told after every day. */
export type OnDay = (done: number, days: number) => void;

/**
 * Tells a cohort into the store, day by day, by the commands of the contexts; the rules look every evening, so that alerts are
 * raised on the day they would have been. One that was cut off goes on where it stopped: what was recorded already is the same
 * request again, and the rules look from the day on that brings something new.
 * @param kernel an application with its projections and without its loops, on the simulation's clock
 * @throws SeedTaken, NotRecorded, ReadModelStandsStill
 */
export const simulate = async (
  kernel: OpenKernel,
  clock: SimulatedClock,
  cohort: Cohort,
  onDay: OnDay = () => undefined,
): Promise<void> => {
  const mark = markIn(kernel, clock, cohort);
  const isNew = await mark(begin(cohort), dayOf(date(cohort.from)));
  const programme = programmeOf(cohort);
  await new Simulation(kernel, clock, cohort, isNew).run(programme, onDay);
  const acts = programme.flatMap(({ women }) => women.flat()).length;
  await mark(end(acts), dayOf(date(cohort.to)));
};

/** @returns writes on the stream of the cohort, and says whether that was new. */
const markIn =
  (kernel: OpenKernel, clock: SimulatedClock, cohort: Cohort) =>
  async (decision: TellingDecision, on: Day): Promise<boolean> => {
    const id = v5(nameOf(cohort), namespace);
    const { alreadyWritten } = await clock.at(momentOf({ on, minute: 0 }), () =>
      RequestContext.run({ actor, correlationId: id }, () =>
        kernel.get(Streams).decide(telling, tellingStream(cohort.seed), decision, { about: { personId: id } }),
      ),
    );
    return !alreadyWritten;
  };

class Simulation {
  private readonly recording: Recording;
  private readonly answers: StaffAnswers;
  private readonly evening: Evening;
  private readonly cases: string[] = [];

  /** @param isLive whether all that is recorded is new; in one that was cut off, from the first thing on that is. */
  constructor(
    kernel: OpenKernel,
    clock: SimulatedClock,
    cohort: Cohort,
    private isLive: boolean,
  ) {
    this.recording = new Recording(kernel.get(CommandBus), clock, cohort);
    this.answers = new StaffAnswers(kernel.get(ReadModels), cohort.seed);
    this.evening = new Evening(kernel, clock);
  }

  async run(programme: readonly ProgrammeDay[], onDay: OnDay): Promise<void> {
    for (const [index, today] of programme.entries()) {
      const P: any = ((globalThis as any).prof ??= { a: 0, w: 0, e: 0 }); let t0 = performance.now();
      if (this.isLive) await this.answer(today.day);
      P.a += performance.now() - t0; t0 = performance.now();
      await sideBySide(today.women, (hers) => this.live(hers));
      P.w += performance.now() - t0; t0 = performance.now();
      this.cases.push(...today.opened);
      if (this.isLive) await this.evening.of(today.day);
      P.e += performance.now() - t0;
      onDay(index + 1, programme.length);
    }
  }

  private async live(hers: HerDay): Promise<void> {
    for (const { key, act } of hers) if (await this.recording.record(key, act)) this.isLive = true;
  }

  private async answer(day: Day): Promise<void> {
    await sideBySide(await this.answers.on(day, this.cases), async (ofCase) => {
      for (const { key, act } of ofCase) await this.recording.record(key, act);
    });
  }
}
