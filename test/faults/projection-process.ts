import { Logger } from '@nestjs/common';
import type { RunnerStep } from '@ttg/event-sourcing/projections/steps';
import { TallyInLanes } from '../projections/lanes';
import { openProcess } from '../projections/process';
import { Tally } from '../projections/tally';

/** What a process of a test is told to do. */
export interface Errand {
  readonly databaseUrl: string;
  readonly work: 'run' | 'rebuild' | 'retry';
  readonly lanes: number;
  /** An amount that its projection cannot take. */
  readonly poison?: number;
  /** Where it is killed, as by the power that goes. */
  readonly killedAt?: RunnerStep;
}

const carryOut = async ({ databaseUrl, work, lanes, poison, killedAt }: Errand): Promise<void> => {
  const tally = lanes > 1 ? new TallyInLanes(lanes) : new Tally();
  if (poison !== undefined) tally.poison.add(poison);
  const ours = await openProcess(databaseUrl, [tally]);
  ours.steps.visit = (step) => {
    if (step === 'leads') console.log('leads');
    if (step === killedAt) process.kill(process.pid, 'SIGKILL');
  };
  if (work === 'run') return ours.runner.start();
  await (work === 'rebuild' ? ours.rebuild.rebuild(tally.name) : ours.retry.retry(tally.name));
  await ours.close();
};

Logger.overrideLogger(['error', 'warn']);
void carryOut(JSON.parse(process.argv[2] ?? '') as Errand);
