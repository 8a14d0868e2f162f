import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { ReleaseDateType } from '@ttg/calendar';
import { type IsoDate, type IsoInstant, Personal, ReadModels, shown, Streams, Vault } from '@ttg/event-sourcing';
import type { Names } from '@ttg/people/events';
import type { PrisonId } from '@ttg/reference';
import { caseHistory, those } from '../case/case-history';
import { reversible } from './release-reversal';

/** What somebody looks at before she takes a release back: whose it is, what was recorded, and which date stands again. */
export interface ReleaseToReverse {
  readonly name: { readonly kind: 'shown'; readonly text: string } | { readonly kind: 'not-shown' | 'erased' };
  readonly prison: PrisonId;
  readonly releasedOn: IsoDate;
  readonly from: 'prison' | 'court';
  readonly recordedAt: IsoInstant;
  readonly releaseDate?: { readonly date: IsoDate; readonly type: ReleaseDateType };
}

/** The release of a case that may be taken back. */
export class FindReleaseToReverse extends Query<ReleaseToReverse> {
  constructor(readonly caseId: string) {
    super();
  }
}

const namesOf = `
  select w.names
    from custody.woman w
   where w.person_id = coalesce((select m.kept_id from custody.person_merge m where m.removed_id = $1), $1)`;

type Stored = Parameters<typeof Personal.fromReadModel<Names>>[0];

@QueryHandler(FindReleaseToReverse)
export class FindReleaseToReverseHandler implements IQueryHandler<FindReleaseToReverse> {
  constructor(
    private readonly streams: Streams,
    private readonly readModels: ReadModels,
    private readonly vault: Vault,
  ) {}

  /** @throws what `reversible` throws */
  async execute({ caseId }: FindReleaseToReverse): Promise<ReleaseToReverse> {
    const { state: history } = await this.streams.load(caseHistory, `custody-${caseId}`);
    const { personId, prison, releasedOn, releaseDate } = reversible(history.state);
    const released = those(history.events, 'custody.released').at(-1);
    if (!released) throw new Error('A case is released by no release.');
    const { data, metadata } = released;
    const name = await this.nameOf(personId);
    return { name, prison, releasedOn, from: data.from, recordedAt: metadata.recordedAt, releaseDate };
  }

  private async nameOf(personId: string): Promise<ReleaseToReverse['name']> {
    const [row] = await this.readModels.query<{ names: Stored }>(namesOf, [personId]);
    const names = await shown(this.vault, row && Personal.fromReadModel<Names>(row.names));
    if (names === undefined || names === 'withheld') return { kind: 'not-shown' };
    return names === 'erased' ? { kind: 'erased' } : { kind: 'shown', text: `${names.first} ${names.last}` };
  }
}
