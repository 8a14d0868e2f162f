import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ContextApp } from '../contexts/context-app';

const persons = '/api/v1/people/persons';
const account = 'resettlement-bronzefield';

let made = 0;
/** A prison number that nobody has: there are letters enough for a fast machine. */
const newNumber = (): string => {
  made += 1;
  const letter = String.fromCharCode('A'.charCodeAt(0) + Math.floor(made / 10_000));
  return `${letter}${String(made % 10_000).padStart(4, '0')}ZZ`;
};

/** What a writer does when she is told so: she sends the same again. */
const isToBeRepeated = (status: number): boolean => status === 503 || status === 409;

interface Write {
  readonly key: string;
  readonly number: string;
}

/**
 * Several staff who register women, one after another. What is refused they lay aside, and send again later, with the same key.
 */
export class Writers {
  /** The women of whom it was said that they are registered. */
  readonly acknowledged: string[] = [];
  /** How often somebody was told that it cannot be done now. */
  refusals = 0;
  /** How long the slowest answer took. Milliseconds. */
  longest = 0;
  private readonly laidAside: Write[] = [];
  private readonly ending = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(
    private readonly context: ContextApp,
    count: number,
  ) {
    this.running = Promise.all(Array.from({ length: count }, () => this.write()));
    this.running.catch(() => undefined);
  }

  /** Resolves when all that was begun is acknowledged. @throws Error where an answer was neither success nor to be repeated */
  async end(): Promise<void> {
    this.ending.abort();
    await this.running;
    for (let next = this.laidAside.shift(); next; next = this.laidAside.shift()) {
      await this.register(next);
      if (this.laidAside.includes(next)) await wait(100);
    }
  }

  /** Resolves when so many more were acknowledged, from now on. @throws what a writer met */
  async more(count: number): Promise<void> {
    await this.until(this.acknowledged.length + count, Infinity);
  }

  /** Resolves when somebody was told that it cannot be done, from now on. @throws what a writer met */
  async refusal(): Promise<void> {
    await this.until(Infinity, this.refusals + 1);
  }

  private async until(acknowledged: number, refusals: number): Promise<void> {
    while (this.acknowledged.length < acknowledged && this.refusals < refusals)
      await Promise.race([this.running, wait(20)]);
  }

  private async write(): Promise<void> {
    while (!this.ending.signal.aborted) await this.register({ key: randomUUID(), number: newNumber() });
  }

  private async register(write: Write): Promise<void> {
    const names = { first: 'Synthetic', last: 'Example' };
    const body = { names, prisonNumber: write.number, synthetic: true };
    const began = performance.now();
    const answer = await this.context.as(account).post(persons, body, { 'Idempotency-Key': write.key });
    this.longest = Math.max(this.longest, performance.now() - began);
    if (answer.status === 201) this.acknowledged.push((answer.body as { personId: string }).personId);
    else if (isToBeRepeated(answer.status)) this.laidAside.push(write);
    else throw new Error(`${answer.status}: ${answer.text}`);
    if (answer.status === 503) this.refusals += 1;
  }
}
