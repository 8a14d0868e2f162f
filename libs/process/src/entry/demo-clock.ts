import { setTimeout as wait } from 'node:timers/promises';
import { type Asking, objectIn } from './asking';
import type { ServiceName } from './routes';

const path = '/demo/clock';
/** How long the others may take to hear of it; a notification takes milliseconds. */
const patience = 5_000;
const lookEvery = 10;

/**
 * The clock of a demo is moved in one service, and the others hear of it. Whoever moved it may go on when all have: what she does
 * next is judged by the new day, wherever it is done.
 * @param mover the service that moved it
 */
export const untilAllFollow = async (asking: Asking, mover: ServiceName): Promise<void> => {
  const moved = await nowOf(asking, mover);
  if (moved === undefined) return;
  const deadline = performance.now() + patience;
  const follows = async (service: ServiceName): Promise<void> => {
    while (performance.now() < deadline) {
      const now = await nowOf(asking, service);
      // One that is away reads the clock when it starts.
      if (now === undefined || now >= moved) return;
      await wait(lookEvery);
    }
  };
  await Promise.all(asking.targets.services.map(follows));
};

/** Milliseconds since the epoch; nothing where the service is away, or has no such clock. */
const nowOf = async (asking: Asking, service: ServiceName): Promise<number | undefined> => {
  const answered = await asking.one(service, path);
  if (answered?.status !== 200) return undefined;
  const now = Date.parse(String(objectIn(answered)['now']));
  return Number.isNaN(now) ? undefined : now;
};
