import type { INestApplicationContext } from '@nestjs/common';
import { pause, ProjectionStatus } from '@ttg/event-sourcing';
import { withHeap } from '@ttg/process/services/heap';
import { figure } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { median } from '../frame/statistics';
import { perSecond } from '../frame/timing';
import { openApplication } from '../ground/application';
import type { Ground } from '../ground/ground';
import { type ServerProcess, startServer } from '../ground/server-process';
import { dueCases } from '../history/settle';
import { writeHistory } from '../history/write-history';
import type { Broker } from './broker';
import { coresInUse } from './proc';

const projections = ['readiness.facts', 'readiness.board', 'readiness.timeline'];
const clients = 8;
const accounts = ['probation-london', 'resettlement-bronzefield', 'housing-southwark', 'healthcare-bronzefield'];
const lookEvery = 50;

/** A relay and some readiness processes, fed by Kafka, on a database of their own. */
export class ReadinessSet {
  /** Cores of the machine that were busy, by sample: events taken in, boards answered. */
  readonly cores = { events: [] as number[], boards: [] as number[] };

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly relay: ServerProcess,
    private readonly readiness: readonly ServerProcess[],
  ) {}

  static async start(ground: Ground, broker: Broker, count: number): Promise<ReadinessSet> {
    const name = `bench_readiness_${count}`;
    const [databaseUrl, topicPrefix] = [await ground.database(name), name.replaceAll('_', '-')];
    await broker.topics(topicPrefix);
    const environment = withHeap({ ...broker.settings(topicPrefix), READINESS_FED_BY: 'kafka' });
    const open = (app: 'relay' | 'readiness') => startServer({ app, databaseUrl, keys: ground.keys, environment });
    const relay = await open('relay');
    const readiness = await Promise.all(Array.from({ length: count }, () => open('readiness')));
    return new ReadinessSet(await openApplication(databaseUrl, ground.keys, false), relay, readiness);
  }

  /** Writes what came to some new cases, as fast as the store takes it. @returns events a second, until readiness knows all and what follows from it. */
  async takeIn(cases: number): Promise<number> {
    const [began, cores] = [performance.now(), coresInUse()];
    const { events } = await writeHistory(this.app, { openCases: cases, events: 0 }, () => undefined);
    while (!(await this.knowsAll())) await pause(lookEvery);
    this.cores.events.push(cores());
    return (events / (performance.now() - began)) * 1000;
  }

  /** Eight people at once, each at one of the processes, who ask for the board again and again. @returns boards a second. */
  async boards(sample: Scale['sample']): Promise<number> {
    const cores = coresInUse();
    let asked = 0;
    const rate = await perSecond(sample, clients, async (client) => {
      const { url = '' } = this.readiness[client % this.readiness.length] ?? {};
      const headers = { 'X-Demo-Identity': accounts[(asked += 1) % accounts.length] ?? '' };
      const response = await fetch(url, { headers });
      await response.text();
      if (!response.ok) throw new Error(`The board was answered with ${response.status}.`);
      return 1;
    });
    this.cores.boards.push(cores());
    return rate;
  }

  async stop(): Promise<void> {
    await this.app.close();
    for (const server of [...this.readiness, this.relay]) await server.stop();
  }

  private async knowsAll(): Promise<boolean> {
    const status = this.app.get(ProjectionStatus);
    for (const name of projections) if (!(await status.one(name)).caughtUp) return false;
    return (await dueCases(this.app)) === 0;
  }
}

/** Three processes of readiness on one database beside one: what they take in together, and what they answer. */
export const severalReadiness = (one: ReadinessSet, three: ReadinessSet, { name, sample }: Scale): Contest => {
  const cases = name === 'full' ? 500 : 150;
  return {
    samplers: {
      oneTakesIn: () => one.takeIn(cases),
      threeTakeIn: () => three.takeIn(cases),
      oneAnswers: () => one.boards(sample),
      threeAnswer: () => three.boards(sample),
    },
    figures: (of) => [
      figure({
        work: 'readiness takes in events, 3 processes, beside one',
        value: of('threeTakeIn'),
        unit: 'events/s',
        baseline: of('oneTakesIn'),
      }),
      cores('readiness takes in events, cores in use', three.cores.events, one.cores.events),
      figure({
        work: 'boards over HTTP, 3 processes, beside one',
        value: of('threeAnswer'),
        unit: 'boards/s',
        baseline: of('oneAnswers'),
      }),
      cores('boards over HTTP, cores in use', three.cores.boards, one.cores.boards),
    ],
  };
};

const cores = (work: string, three: readonly number[], one: readonly number[]) =>
  figure({ work, value: median(three), unit: 'cores', baseline: median(one) });
