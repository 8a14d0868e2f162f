import { randomBytes } from 'node:crypto';
import type { Step } from './trace-ids';

/** A step that has come to its end. Nothing in it is personal data, and no id of a case or a person. */
export interface EndedStep {
  readonly step: Step;
  readonly parent?: Step;
  /** A step of another trace that it answers to. */
  readonly answers?: Step;
  readonly name: string;
  readonly kind: 'server' | 'internal' | 'producer' | 'consumer';
  /** `performance.now()` of this process. */
  readonly began: number;
  readonly ended: number;
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** The class of what went wrong. */
  readonly failed?: string;
}

/** Draws traces from steps that have ended: nobody carries a context along, so it costs nothing where none are drawn. */
export abstract class Tracing {
  /** Whether anybody wants them. */
  abstract readonly isOn: boolean;

  abstract record(step: EndedStep): void;

  /** Sends what is still here. */
  abstract close(): Promise<void>;
}

/** Without a collector. */
export class NoTracing extends Tracing {
  override readonly isOn = false;
  override record(): void {}
  override async close(): Promise<void> {}
}

export const newStep = (traceId: string): Step => ({ traceId, spanId: randomBytes(8).toString('hex') });
