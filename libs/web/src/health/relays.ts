import { Injectable } from '@nestjs/common';

/** How far what is published is behind what happened. */
interface Behind {
  /** What it does, where this process does it. */
  readonly state?: string;
  /** That are not published yet. */
  readonly events: number;
  /** Whether they were not counted to the end. */
  readonly isMore?: boolean;
  /** How long the first of them has been waiting; 0 with none. Seconds of the system's clock. */
  readonly seconds: number;
}

export interface RelayHealth extends Behind {
  readonly name: string;
}

/** Whoever publishes to other systems says here how far behind it is, for /health to tell. */
@Injectable()
export class Relays {
  private readonly parts = new Map<string, () => Promise<Behind>>();

  watch(name: string, read: () => Promise<Behind>): void {
    this.parts.set(name, read);
  }

  /** @throws where the database does not answer. */
  now(): Promise<readonly RelayHealth[]> {
    return Promise.all(
      [...this.parts].map(async ([name, read]) => {
        const { state, events, isMore, seconds } = await read();
        return { name, state, events, isMore, seconds };
      }),
    );
  }
}
