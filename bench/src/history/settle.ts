import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { pause, ProjectionStatus, ReadModels } from '@ttg/event-sourcing';

/** How often to look. Milliseconds. */
const every = 250;

/** Resolves when every projection holds all events and the rules have looked at every case. @throws Error when one was parked. */
export const settle = async (app: INestApplicationContext): Promise<void> => {
  for (;;) {
    const reports = await app.get(ProjectionStatus).all();
    const stuck = reports.find(({ parked }) => parked > 0);
    if (stuck) throw new Error(`${stuck.name} has parked an event: ${stuck.flaggedCases[0]?.errorClass}.`);
    if (reports.every(({ caughtUp }) => caughtUp) && (await dueCases(app)) === 0) return;
    await pause(every);
  }
};

/** @returns how many cases the rules have yet to look at. */
export const dueCases = async (app: INestApplicationContext): Promise<number> => {
  const [row] = await app
    .get(ReadModels)
    .query<{ due: number }>('select count(*)::integer as due from readiness.case_facts where assess_on <= $1::date', [
      app.get(Clock).today().toString(),
    ]);
  return row?.due ?? 0;
};
