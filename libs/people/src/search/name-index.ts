import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { erased, Personal, ProjectionSignals, ReadModels, Vault } from '@ttg/event-sourcing';
import type { Names } from '../events';
import { isFoundBy, wordsOf, wordsToFind } from './name-words';
import { changedSince } from './sql';

interface Row {
  readonly personId: string;
  readonly names: Parameters<typeof Personal.fromReadModel<Names>>[0] | null;
  readonly changed: string;
}

const page = 2000;

/**
 * Names in clear, in memory only and nowhere else: sealed names cannot be searched in the database. Filled at start, kept up
 * as the projection moves, and brought up to date before every search.
 */
@Injectable()
export class NameIndex implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly names = new Map<string, readonly string[]>();
  private upTo = '0';
  private running: Promise<void> = Promise.resolve();
  private queued?: Promise<void>;
  private stopListening?: () => void;

  constructor(
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
    private readonly signals: ProjectionSignals,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.signals.onAdvanced((name) => {
      if (name === 'people.persons') this.keepUp();
    });
    this.keepUp();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopListening?.();
    await this.running;
  }

  /** @returns the persons with a name that each word of the search begins a word of, by name; at most `limit`. */
  async find(text: string, limit: number): Promise<readonly string[]> {
    await this.refresh();
    const asked = wordsOf(text);
    const found = [...this.names].filter(([, words]) => isFoundBy(words, asked));
    found.sort(([, a], [, b]) => a.join(' ').localeCompare(b.join(' '), 'en-GB'));
    return found.slice(0, limit).map(([personId]) => personId);
  }

  /** Ahead of the searches. Where it fails, the search that follows tries again, and tells. */
  private keepUp(): void {
    this.refresh().catch(() => undefined);
  }

  /** One look at a time, and never one that began before it was asked for. */
  private refresh(): Promise<void> {
    if (this.queued) return this.queued;
    const next = this.running.then(() => {
      this.queued = undefined;
      return this.read();
    });
    this.queued = next;
    this.running = next.catch(() => undefined);
    return next;
  }

  private async read(): Promise<void> {
    for (;;) {
      const rows = await this.readModels.query<Row>(changedSince, [this.upTo, page]);
      await this.take(rows);
      this.upTo = rows.at(-1)?.changed ?? this.upTo;
      if (rows.length < page) return;
    }
  }

  private async take(rows: readonly Row[]): Promise<void> {
    for (const { personId } of rows) this.names.delete(personId);
    const named = rows.flatMap(({ personId, names }) => (names ? [{ personId, names }] : []));
    const opened = await this.vault.openAll(named.map(({ names }) => Personal.fromReadModel<Names>(names)));
    for (const [index, { personId }] of named.entries()) {
      const names = opened[index];
      if (names !== undefined && names !== erased) this.names.set(personId, wordsToFind(allOf(names)));
    }
  }
}

const allOf = ({ last, first, middle, known }: Names): string =>
  [last, first, middle, known].filter((part) => part !== undefined).join(' ');
