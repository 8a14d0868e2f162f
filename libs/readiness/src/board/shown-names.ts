import { Injectable } from '@nestjs/common';
import { erased, Personal, ReadModels, Vault } from '@ttg/event-sourcing';
import type { Names } from '@ttg/people/events';
import { namesOf } from './board-statements';
import type { ShownName } from './board-view';
import type { Viewer } from './viewer';

type Stored = Parameters<typeof Personal.fromReadModel>[0];

/** Names are opened for a page of rows at once, and only for those who may see them. */
@Injectable()
export class ShownNames {
  constructor(
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
  ) {}

  /** @returns a name for every person asked for, by person id. */
  async of(personIds: readonly string[], viewer: Viewer): Promise<(personId: string) => ShownName> {
    if (!viewer.seesNames) return () => ({ kind: 'not-shown' });
    const rows = await this.readModels.query<{ personId: string; names: Stored }>(namesOf, [personIds]);
    const opened = await this.vault.openAll(rows.map(({ names }) => Personal.fromReadModel<Names>(names)));
    const shown = new Map(rows.map(({ personId }, index) => [personId, toShown(opened[index] ?? erased)]));
    return (personId) => shown.get(personId) ?? { kind: 'not-shown' };
  }
}

const toShown = (names: Names | typeof erased): ShownName =>
  names === erased ? { kind: 'erased' } : { kind: 'shown', text: `${names.first} ${names.last}` };
