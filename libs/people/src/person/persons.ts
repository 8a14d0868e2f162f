import { Injectable } from '@nestjs/common';
import { erased, type Loaded, Streams, Vault, type Written } from '@ttg/event-sourcing';
import type { IdentifierKind } from '../events';
import { type Identifier, type Person, person, type PersonDecision } from './person';

/** An identifier in clear, in its normal form. */
export interface OpenIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** Where persons stand: load, decide, append; follow a merge to the record that is kept. */
@Injectable()
export class Persons {
  constructor(
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  load(personId: string): Promise<Loaded<Person>> {
    return this.streams.load(person, stream(personId));
  }

  decide(personId: string, decision: PersonDecision, expected?: number): Promise<Written> {
    return this.streams.decide(person, stream(personId), decision, { about: { personId }, expected });
  }

  /** The record that stands for that one today: itself, or what it was merged into, as often as it was. */
  async kept(personId: string): Promise<{ readonly personId: string; readonly state: Person }> {
    const seen = new Set<string>();
    for (let id = personId; ;) {
      const { state } = await this.load(id);
      seen.add(id);
      // Two merges in opposite directions at the same moment would lead in a circle: the first of it stands.
      if (state.status !== 'merged' || seen.has(state.into)) return { personId: id, state };
      id = state.into;
    }
  }

  /** The record and all that were merged into it, however many merges ago. */
  async everyRecordOf(personId: string): Promise<readonly string[]> {
    const records = new Set([personId]);
    for (const id of records) {
      const { state } = await this.load(id);
      if (state.status !== 'unknown') for (const merged of state.mergedRecords) records.add(merged);
    }
    return [...records];
  }

  /** Her identifiers in clear, in the order of her record; nothing in the place of one that was erased. */
  async open(identifiers: readonly Identifier[]): Promise<readonly (OpenIdentifier | undefined)[]> {
    const values = await this.vault.openAll(identifiers.map(({ value }) => value));
    return identifiers.map(({ kind }, index) => {
      const value = values[index];
      return value === undefined || value === erased ? undefined : { kind, value };
    });
  }
}

const stream = (personId: string): string => `person-${personId}`;
