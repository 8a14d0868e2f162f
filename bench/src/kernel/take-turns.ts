import { perSecond } from '../frame/timing';
import type { Turn } from './writer-child';

/** In a process of writers: writes when the parent asks, and answers with events a second; ends when the parent has left. */
export const takeTurns = (workOf: (turn: Turn) => () => Promise<number>, end: () => void): void => {
  process.on('message', (turn: Turn) => {
    perSecond(turn, turn.writers, workOf(turn)).then(
      (rate) => process.send?.(rate),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', end);
};
