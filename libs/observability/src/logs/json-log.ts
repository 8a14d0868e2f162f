import { type LoggerService, type LogLevel } from '@nestjs/common';
import { RequestContext } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { errorClass, placeOf } from '@ttg/event-sourcing/projections/error-class';
import { type DestinationStream, type Logger, pino } from 'pino';

/** Nest's levels in pino's words. */
const levels = { fatal: 'fatal', error: 'error', warn: 'warn', log: 'info', debug: 'debug', verbose: 'trace' } as const;
type Level = keyof typeof levels;

/** The console of this process. Written at once: what was logged last before it ended is there. */
const standardOutput: DestinationStream = { write: (line) => void process.stdout.write(line) };

export interface JsonLogOptions {
  readonly service: string;
  /** Those that are written. */
  readonly levels: readonly LogLevel[];
  readonly destination?: DestinationStream;
}

/**
 * Nest's log as one JSON object a line, for programs. Every line of a request has its correlation id. An error is told by its
 * class and place: its message may hold values of hers.
 */
export class JsonLog implements LoggerService {
  private readonly pino: Logger;
  private written: ReadonlySet<LogLevel>;

  constructor({ service, levels: written, destination = standardOutput }: JsonLogOptions) {
    this.written = new Set(written);
    this.pino = pino(
      {
        level: 'trace',
        base: { service },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: () => ({ correlationId: RequestContext.origin()?.correlationId }),
      },
      destination,
    );
  }

  /** Nest asks for it where an application is opened with fewer levels, as for a simulation. */
  setLogLevels = (levels: readonly LogLevel[]): void => {
    this.written = new Set(levels);
  };
  fatal = (message: unknown, ...rest: unknown[]): void => this.write('fatal', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  log = (message: unknown, ...rest: unknown[]): void => this.write('log', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]): void => this.write('verbose', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => {
    // What keeps us from starting is said in a sentence by whoever starts us.
    if (!(message instanceof StartFailure)) this.write('error', message, rest);
  };

  /** @param rest what Nest hands on: further things to log, a stack, and last the name of who logs */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.written.has(level)) return;
    const [said, context] = [rest.slice(0, -1), rest.at(-1)];
    const stack = said.map(placeIn).find((place) => place !== '') ?? placeIn(message);
    this.pino[levels[level]](
      { context: typeof context === 'string' ? context : undefined, stack: stack === '' ? undefined : stack },
      inWords(message),
    );
  }
}

const inWords = (message: unknown): string => {
  if (typeof message === 'string') return message;
  return message instanceof Error ? errorClass(message) : `Something was logged that is no text: ${typeof message}`;
};

/** A stack begins with the error's message: only the lines of places are kept. */
const placeIn = (said: unknown): string => {
  if (said instanceof Error) return placeOf(said);
  if (typeof said !== 'string') return '';
  return said
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
};
