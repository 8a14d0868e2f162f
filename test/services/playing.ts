import { appendFileSync, readFileSync } from 'node:fs';
import type { Request } from '../observability/sent';

/** A playing of the stories on a real Kafka, and what is left of it for whoever looks at it afterwards. */
export interface Playing {
  readonly brokers: string;
  readonly topicPrefix: string;
  /** A file: what the processes have printed. */
  readonly printed: string;
  /** A file: what was sent to them, a request a line. */
  readonly sent: string;
}

/** @throws Error outside of the projects that have one. */
export const readPlaying = (): Playing => {
  if (!process.env.PLAYING) throw new Error('Nothing was played: this belongs to the projects …-on-kafka.');
  return JSON.parse(process.env.PLAYING) as Playing;
};

export const keepSent = (request: Request): void => appendFileSync(readPlaying().sent, `${JSON.stringify(request)}\n`);

export const allSent = (): Request[] =>
  readFileSync(readPlaying().sent, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Request);
