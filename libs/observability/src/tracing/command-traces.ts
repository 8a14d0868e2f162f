import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RequestContext } from '@ttg/event-sourcing';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { parseTraceparent, traceIdOf, traceparentOf } from './trace-ids';
import { newStep, Tracing } from './tracing';

/** Draws every command, between the request that sent it and the append it leads to. */
@Injectable()
export class CommandTraces implements OnModuleInit {
  constructor(
    private readonly tracing: Tracing,
    @Optional() private readonly commands?: CommandBus,
  ) {}

  /** The bus tells of a command before it is carried out and never after: so it is put in the middle of it. */
  onModuleInit(): void {
    const { commands, tracing } = this;
    if (!tracing.isOn || !commands) return;
    const execute = commands.execute.bind(commands) as (...args: unknown[]) => Promise<unknown>;
    commands.execute = (command: object, ...rest: unknown[]) =>
      this.draw(command.constructor.name, () => execute(command, ...rest));
  }

  private async draw<T>(name: string, work: () => Promise<T>): Promise<T> {
    const origin = RequestContext.origin();
    if (!origin) return work();
    const step = newStep(traceIdOf(origin.correlationId));
    const about = {
      step,
      parent: parseTraceparent(origin.step),
      name,
      kind: 'internal',
      began: performance.now(),
    } as const;
    try {
      const result = await RequestContext.runStep(traceparentOf(step), work);
      this.tracing.record({ ...about, ended: performance.now() });
      return result;
    } catch (error) {
      this.tracing.record({ ...about, ended: performance.now(), failed: errorClass(error) });
      throw error;
    }
  }
}
