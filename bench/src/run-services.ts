import type { INestApplicationContext } from '@nestjs/common';
import { pause } from '@ttg/event-sourcing';
import type { Scale } from './frame/scale';
import { openApplication } from './ground/application';
import { type ServerProcess, startServer } from './ground/server-process';
import type { Woman } from './history/case-story';
import { settle } from './history/settle';
import { writeHistory } from './history/write-history';
import { alertLatency } from './readiness/alert-latency';
import { everydayLoad } from './readiness/everyday-load';
import type { Run } from './run';
import { type Broker, startBroker } from './services/broker';
import { idle } from './services/idle';
import { servicesBelow } from './services/proc';
import { relayThroughput } from './services/relay-throughput';
import { Resident } from './services/resident';
import { ReadinessSet, severalReadiness } from './services/several-readiness';
import { eventThroughKafka, requestThroughKafka } from './services/through-kafka';

const topicPrefix = 'bench';

/** The contexts as services of their own, with their relay, on a real Kafka. @returns how much of it, or why none of it, in words. */
export const runServices = async (run: Run): Promise<string> => {
  const { ground, scale } = run;
  run.progress.part('Kafka', 0.01);
  const broker = await startBroker();
  if (typeof broker === 'string') return broker;
  run.started(broker);
  const url = await ground.database('bench_services');
  const app = await openApplication(url, ground.keys, false);
  try {
    const { women: openCases } = scale.services;
    const done = run.progress.part('history of the services', 0.01);
    const { events, open } = await writeHistory(app, { openCases, events: 0 }, (count) =>
      done(count / (openCases * 17)),
    );
    await run.hold('relay', 0.04, await relayThroughput(ground, url, broker));
    await onServices(run, broker, { app, url, women: open });
    await severally(run, broker);
    return `services: ${openCases.toLocaleString('en-GB')} open cases over ${events.toLocaleString('en-GB')} events`;
  } finally {
    await app.close();
  }
};

interface Prepared {
  /** On the same database, where nothing runs. */
  readonly app: INestApplicationContext;
  readonly url: string;
  readonly women: readonly Woman[];
}

/** All of them as `npm run services` starts them. */
const onServices = async (run: Run, broker: Broker, { app, url, women }: Prepared): Promise<void> => {
  const { scale } = run;
  run.progress.part('services: they take in the history', 0.02);
  await broker.topics(topicPrefix, true);
  const environment = { ...broker.settings(topicPrefix), READINESS_FED_BY: 'kafka' };
  const server = await startServer({ app: 'services', databaseUrl: url, keys: run.ground.keys, environment });
  const processes = [...servicesBelow(server.pid), { name: 'the entry', pid: server.pid }];
  let resident: Resident | undefined;
  try {
    await settle(app);
    await relayed(server);
    resident = new Resident(processes);
    await run.hold('services at rest', 0.02, idle(processes, scale.services.idleSeconds), 1);
    resident.wereAtRest();
    const half = Math.floor(women.length / 2);
    const [first, second] = [women.slice(0, half), women.slice(half)];
    const ways = [eventThroughKafka(app), requestThroughKafka(server.url, app)] as const;
    await run.hold('event to alert through Kafka', 0.02, alertLatency(ways[0], first, scale.rounds));
    await run.hold('request to alert through Kafka', 0.02, alertLatency(ways[1], second, scale.rounds));
    await work(server, women, scale);
    run.figures.push(...resident.figures());
  } finally {
    resident?.end();
    await server.stop();
  }
};

/** Resolves when the relay has published all there is. */
const relayed = async (server: ServerProcess): Promise<void> => {
  for (;;) {
    const { events } = (await (await fetch(`${server.url}/health/relay`)).json()) as { readonly events: number };
    if (events === 0) return;
    await pause(100);
  }
};

/** People at work at the entry, for a while. */
const work = async (server: ServerProcess, women: readonly Woman[], { services }: Scale): Promise<void> => {
  const load = everydayLoad(server.url, women);
  await pause(services.loadSeconds * 1000);
  await load.end();
};

const severally = async (run: Run, broker: Broker): Promise<void> => {
  const sets: ReadinessSet[] = [];
  try {
    for (const count of [1, 3]) sets.push(await ReadinessSet.start(run.ground, broker, count));
    const [one, three] = sets;
    if (one && three) await run.hold('several readiness processes', 0.05, severalReadiness(one, three, run.scale));
  } finally {
    for (const set of sets) await set.stop();
  }
};
