import { CommandBus } from '@nestjs/cqrs';
import { RequestContext } from '@ttg/event-sourcing';
import { v5 } from 'uuid';
import { type Cohort, nameOf } from '../cohort/cohort';
import { type Act, momentOf } from '../lives/act';
import type { SimulatedClock } from './simulated-clock';

/** The namespace of the correlations of what is recorded. */
const namespace = '9e0b8f04-2a55-4b8e-8b1d-6d1f7a6f5c10';

/** Something was refused that nobody would have asked for: the life that was told is not one that can be lived. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';

  constructor(key: string, { name, on }: Act, cause: unknown) {
    super(
      `"${name}" on ${on.iso} (${key}) was refused: ${cause instanceof Error ? cause.message : 'why is not known'}`,
      {
        cause,
      },
    );
  }
}

/** Records acts by the commands of the contexts, each as a request that can be repeated. */
export class Recording {
  private readonly cohort: string;

  constructor(
    private readonly commands: CommandBus,
    private readonly clock: SimulatedClock,
    cohort: Cohort,
  ) {
    this.cohort = nameOf(cohort);
  }

  /**
   * @param key of the act within the cohort: under the same key, it is the same request again
   * @throws NotRecorded
   */
  async record(key: string, act: Act): Promise<void> {
    const idempotencyScope = `${this.cohort}|${key}`;
    const request = { actor: act.by, correlationId: v5(idempotencyScope, namespace), idempotencyScope };
    try {
      await this.clock.at(momentOf(act), () => RequestContext.run(request, () => this.commands.execute(act.command)));
    } catch (error) {
      throw new NotRecorded(key, act, error);
    }
  }
}
