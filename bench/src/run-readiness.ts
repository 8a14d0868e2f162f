import type { INestApplicationContext } from '@nestjs/common';
import { ProjectionCatalogue, ProjectionRebuild } from '@ttg/event-sourcing';
import { atMost } from './frame/figure';
import { openApplication } from './ground/application';
import { settle } from './history/settle';
import { type History, writeHistory } from './history/write-history';
import { alertLatency, withinOneProcess } from './readiness/alert-latency';
import { boards } from './readiness/boards';
import { memory } from './readiness/memory';
import { replays } from './readiness/replays';
import { sweeps } from './readiness/sweeps';
import type { Run } from './run';

interface Written extends History {
  readonly url: string;
}

/** Three histories: long, a tenth as long with as many open cases, and one with a tenth of these. @returns their sizes in words. */
export const runReadiness = async (run: Run): Promise<string> => {
  const { openCases, events } = run.scale;
  const long = await write(run, 'long', 0.3, { openCases, events });
  const short = await write(run, 'short', 0.08, { openCases, events: events / 10 });
  const few = await write(run, 'few', 0.01, { openCases: openCases / 10, events: 0 });

  await withApplications(run, false, [long, short, few], async (onLong, onShort, onFew) => {
    await run.hold('board', 0.05, await boards(onLong, onShort, run.scale));
    await run.hold('sweeps', 0.05, sweeps(onLong, onFew, openCases / 20));
    await run.hold('replay and rebuild', 0.1, await replays(onShort, short.url));
  });
  await withApplications(run, true, [long], async (onLong) => {
    const way = { work: 'event to alert visible', goal: atMost(250, 'ms'), ...withinOneProcess(onLong) };
    await run.hold('event to alert', 0.08, alertLatency(way, long.open, run.scale.rounds));
    await settle(onLong);
  });
  await run.hold('memory', 0.13, memory(long.url, run.ground.keys, long.open, run.scale), 1);
  const inWords = long.events.toLocaleString('en-GB');
  return `${openCases.toLocaleString('en-GB')} open cases over ${inWords} events, and over ${short.events.toLocaleString('en-GB')}`;
};

/** Writes a history, and lets projections and rules take it in. */
const write = async (
  run: Run,
  name: string,
  share: number,
  size: { readonly openCases: number; readonly events: number },
): Promise<Written> => {
  const url = await run.ground.database(`bench_${name}`);
  const history: Written = { url, events: 0, open: [] };
  const done = run.progress.part(`${name} history: writing it`, share / 3);
  let written: History = history;
  await withApplications(run, false, [history], async (app) => {
    written = await writeHistory(app, size, (events) => done(events / Math.max(size.events, size.openCases * 17)));
  });
  run.progress.part(`${name} history: projections and rules`, (share * 2) / 3);
  await withApplications(run, true, [history], async (app) => {
    await settle(app);
    // A history as long has seen releases: each that changes a read model builds it anew.
    for (const { name } of app.get(ProjectionCatalogue).all()) await app.get(ProjectionRebuild).rebuild(name);
    await settle(app);
  });
  return { ...written, url };
};

const withApplications = async (
  { ground }: Run,
  background: boolean,
  histories: readonly Pick<Written, 'url'>[],
  work: (...apps: INestApplicationContext[]) => Promise<void>,
): Promise<void> => {
  const apps: INestApplicationContext[] = [];
  try {
    for (const { url } of histories) apps.push(await openApplication(url, ground.keys, background));
    await work(...apps);
  } finally {
    for (const app of apps) await app.close();
  }
};
