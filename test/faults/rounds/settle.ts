import { setTimeout as wait } from 'node:timers/promises';
import { BrokenPromise } from './broken-promise';
import type { Installation } from './installation';

/** Longer than the longest pause of anything that tries again. Milliseconds. */
const patience = 180_000;

interface Health {
  readonly status: string;
  readonly projections?: readonly { readonly name: string; readonly caughtUp: boolean; readonly parked: number }[];
}

/** What is not as it should be when everything is done; nothing when all is. */
type Look = (installation: Installation) => Promise<string | undefined>;

const get = async <Body>({ url }: Installation, path: string): Promise<Body> =>
  (await fetch(url + path)).json() as Body;

const everybodyIsThere: Look = async (installation) => {
  const { status, services } = await get<{ status: string; services: object }>(installation, '/health/ready');
  return status === 'up' ? undefined : `not every service is ready: ${JSON.stringify(services)}`;
};

const caughtUp: Look = async (installation) => {
  const { projections = [] } = await get<Health>(installation, '/health');
  const parked = projections.filter((projection) => projection.parked > 0).map(({ name }) => name);
  if (parked.length > 0) throw new BrokenPromise(`Something was parked: ${parked.join(', ')}.`);
  const behind = projections.filter((projection) => !projection.caughtUp).map(({ name }) => name);
  if (projections.length === 0) return 'no projection is told of';
  return behind.length === 0 ? undefined : `behind are ${behind.join(', ')}`;
};

/** Whether the rules have looked at every case. */
const assessed: Look = async (installation) => {
  const due = await installation.rows(`select from readiness.case_facts where assess_on = '-infinity' limit 1`);
  return due.length === 0 ? undefined : 'the rules have not looked at every case';
};

const relayed: Look = async (installation) => {
  const { events } = await get<{ events?: number }>(installation, '/health/relay');
  return events === 0 ? undefined : `the relay has ${events} events to publish`;
};

const passedOn =
  (consumer: 'kafka' | 'webhooks'): Look =>
  async (installation) => {
    const waiting = await installation.rows(
      `select from exchange.notices where not silenced
         and sequence > coalesce((select sequence from exchange.cursors where consumer = $1), 0) limit 1`,
      [consumer],
    );
    return waiting.length === 0 ? undefined : `notices to councils have not gone yet (${consumer})`;
  };

/**
 * Moves the hands of the schedule: what is to be tried again is due now, and whoever has not said for half a minute what came of an
 * attempt will not say it any more. An attempt takes 15 seconds at most.
 */
const hurry = `
  update exchange.deliveries
  set next_at = least(next_at, now()),
    leased_until = case when leased_until > now() + interval '30 seconds' then leased_until end
  where status = 'waiting' and (next_at > now() or leased_until <= now() + interval '30 seconds')`;

/** Whether receivers have taken all that waits for them. */
const posted: Look = async (installation) => {
  await installation.rows(hurry);
  const [{ dead = 0, waiting = 0 } = {}] = await installation.rows<{ dead: number; waiting: number }>(
    `select count(*) filter (where status = 'dead')::integer as dead,
       count(*) filter (where status = 'waiting')::integer as waiting
     from exchange.deliveries`,
  );
  if (dead > 0) throw new BrokenPromise('A notice to a council was given up on.');
  return waiting === 0 ? undefined : `${waiting} notices wait for receivers of webhooks`;
};

/** In this order: what the rules find is written, and read in its turn. */
const looks: readonly Look[] = [
  ...[everybodyIsThere, caughtUp, assessed, caughtUp],
  ...[passedOn('kafka'), passedOn('webhooks'), posted, relayed],
];

/** Waits until everything that follows from what was written has followed. @throws BrokenPromise when it does not. */
export const settled = async (installation: Installation): Promise<void> => {
  const deadline = performance.now() + patience;
  for (;;) {
    const why = await firstOf(installation);
    if (why === undefined) return;
    if (performance.now() > deadline) throw new BrokenPromise(`It does not settle: ${why}.`);
    await wait(100);
  }
};

/** @returns nothing where all looks found nothing, and nothing was written while they were taken. */
const firstOf = async (installation: Installation): Promise<string | undefined> => {
  try {
    const before = await installation.store.lastPosition();
    for (const look of looks) {
      const why = await look(installation);
      if (why !== undefined) return why;
    }
    return before === (await installation.store.lastPosition()) ? undefined : 'something is written yet';
  } catch (error) {
    if (error instanceof BrokenPromise) throw error;
    return error instanceof Error ? error.message : 'somebody does not answer';
  }
};
