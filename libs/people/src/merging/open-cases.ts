import { Injectable } from '@nestjs/common';
import type { CustodyEvent } from '@ttg/custody/events';
import { type Evolution, Streams, Vault } from '@ttg/event-sourcing';

/** The case that stands down as her open one, folded from the events of `custody`; closing it may have been cut off. */
const heldCase: Evolution<string | undefined, CustodyEvent> = {
  initial: undefined,
  evolve: (held, { type, data }) => {
    if (type === 'custody.open-case-reserved') return data.caseId;
    return type === 'custody.open-case-released' && held === data.caseId ? undefined : held;
  },
};

const isOpen: Evolution<boolean, CustodyEvent> = {
  initial: false,
  evolve: (open, { type }) => {
    if (type === 'custody.woman-received' || type === 'custody.case-reopened') return true;
    return type === 'custody.case-closed' ? false : open;
  },
};

/** Which records have a case that is open, as `custody` has it at this moment: a read model might be behind. */
@Injectable()
export class OpenCases {
  constructor(
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  /** @returns the ids of the cases that are open under these records. */
  async under(records: readonly string[]): Promise<readonly string[]> {
    const cases = await Promise.all(records.map((personId) => this.ofRecord(personId)));
    return cases.filter((caseId) => caseId !== undefined);
  }

  private async ofRecord(personId: string): Promise<string | undefined> {
    const stream = `openCase-${this.vault.blindIndex('person', personId)}`;
    const { state: caseId } = await this.streams.load(heldCase, stream);
    if (caseId === undefined) return undefined;
    return (await this.streams.load(isOpen, `custody-${caseId}`)).state ? caseId : undefined;
  }
}
