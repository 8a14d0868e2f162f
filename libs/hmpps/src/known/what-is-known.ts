import { Injectable } from '@nestjs/common';
import type { CustodyEvent } from '@ttg/custody/events';
import { type Evolution, Streams, Vault } from '@ttg/event-sourcing';
import type { PeopleEvent } from '@ttg/people/events';
import type { PrisonNumber } from '@ttg/reference';
import type { Her, OpenCase } from './her';
import { stayOf } from './open-case';

/** Whose a prison number is, folded from the reservation that `people` keeps of it. */
const holder: Evolution<string | undefined, PeopleEvent> = {
  initial: undefined,
  evolve: (held, { type, data }) => {
    if (type === 'people.identifier-reserved') return data.personId;
    return type === 'people.identifier-released' && held === data.personId ? undefined : held;
  },
};

interface Record {
  readonly is: 'unknown' | 'registered' | 'merged' | 'erased';
  readonly into?: string;
  readonly holds: readonly string[];
}

const recordOf = (ownId: string): Evolution<Record, PeopleEvent> => ({
  initial: { is: 'unknown', holds: [] },
  evolve: (state, { type, data }) => {
    if (type === 'people.person-registered') return { ...state, is: 'registered' };
    if (type === 'people.personal-data-erased') return { ...state, is: 'erased' };
    if (type !== 'people.person-merged') return state;
    if (data.removedPersonId === ownId) return { ...state, is: 'merged', into: data.personId };
    return { ...state, holds: [...state.holds, data.removedPersonId] };
  },
});

/** The case that stands down as her open one. */
const place: Evolution<string | undefined, CustodyEvent> = {
  initial: undefined,
  evolve: (held, { type, data }) => {
    if (type === 'custody.open-case-reserved') return data.caseId;
    return type === 'custody.open-case-released' && held === data.caseId ? undefined : held;
  },
};

/** What is known here of a woman, as the streams have it at this moment: a read model might be behind. */
@Injectable()
export class WhatIsKnown {
  constructor(
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  /** @returns nothing where the number is nobody's here, or hers whose data was erased. */
  async of(prisonNumber: PrisonNumber): Promise<Her | undefined> {
    const stream = `identifier-${this.vault.blindIndex('prison-number', prisonNumber)}`;
    const { state: held } = await this.streams.load(holder, stream);
    return held === undefined ? undefined : this.person(held);
  }

  private async person(held: string): Promise<Her | undefined> {
    const kept = await this.kept(held);
    if (kept === undefined) return undefined;
    for (const record of await this.recordsOf(kept)) {
      const openCase = await this.openCaseOf(record);
      if (openCase) return { personId: kept, openCase };
    }
    return { personId: kept };
  }

  /** Follows merges to the record that stands today. */
  private async kept(held: string): Promise<string | undefined> {
    const seen = new Set<string>();
    for (let id = held; ;) {
      const { state } = await this.streams.load(recordOf(id), `person-${id}`);
      seen.add(id);
      if (state.is === 'registered') return id;
      if (state.into === undefined || seen.has(state.into)) return undefined;
      id = state.into;
    }
  }

  /** The record and all that were merged into it: a case may be open under any of them. */
  private async recordsOf(kept: string): Promise<readonly string[]> {
    const records = new Set([kept]);
    for (const id of records) {
      const { state } = await this.streams.load(recordOf(id), `person-${id}`);
      for (const other of state.holds) records.add(other);
    }
    return [...records];
  }

  private async openCaseOf(personId: string): Promise<OpenCase | undefined> {
    const { state: caseId } = await this.streams.load(place, `openCase-${this.vault.blindIndex('person', personId)}`);
    if (caseId === undefined) return undefined;
    const { state: stay } = await this.streams.load(stayOf, `custody-${caseId}`);
    return stay && !stay.closed ? stay : undefined;
  }
}
