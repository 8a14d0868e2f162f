import { Injectable } from '@nestjs/common';
import type { Role } from '@ttg/access';
import { type IsoDate, shown, type Shown, Vault } from '@ttg/event-sourcing';
import type { CommunicationNeeds, IdentifierKind, Names } from '../events';
import { linkTo, type Person, type Registered, type Unknown } from './person';
import { Persons } from './persons';

type Known = Exclude<Person, Unknown>;

/** A record in a list of what was found. */
export interface FoundPerson {
  readonly personId: string;
  readonly names?: Shown<Names>;
  readonly dateOfBirth?: Shown<IsoDate>;
  readonly prisonNumbers: readonly string[];
  readonly link: string;
}

/** Her record. What the reader's role may not see of it is left out or `withheld`. */
export interface ShownPerson {
  readonly personId: string;
  readonly status: Known['status'];
  readonly synthetic: boolean;
  /** Records of hers that were merged into this one. */
  readonly mergedRecords: readonly string[];
  readonly names?: Shown<Names>;
  readonly dateOfBirth?: Shown<IsoDate>;
  /** The published code of her own answer. */
  readonly ethnicity?: Shown<string>;
  readonly communication?: Shown<CommunicationNeeds>;
  readonly prisonNumbers: readonly string[];
  readonly crns: readonly string[];
  /** For healthcare alone. */
  readonly nhsNumbers?: readonly string[];
}

/** How a record is shown: opened here, at the last moment, and corrected values only. */
@Injectable()
export class PersonViews {
  constructor(
    private readonly persons: Persons,
    private readonly vault: Vault,
  ) {}

  /** Her record for a reader of that role: NHS numbers for healthcare alone. */
  async whole(state: Known, role: Role): Promise<ShownPerson> {
    const { personId, status, details, synthetic, mergedRecords } = state;
    const numbers = await this.numbers(state);
    return {
      ...{ personId, status, synthetic, mergedRecords },
      names: await shown(this.vault, details.names),
      dateOfBirth: await shown(this.vault, details['date-of-birth']),
      ethnicity: await shown(this.vault, details.ethnicity, mayKnowEthnicity(role)),
      communication: await shown(this.vault, details.communication),
      prisonNumbers: numbers('prison-number'),
      crns: numbers('crn'),
      nhsNumbers: role === 'prison-healthcare' ? numbers('nhs-number') : undefined,
    };
  }

  async brief(state: Registered): Promise<FoundPerson> {
    const { personId, details } = state;
    return {
      personId,
      names: await shown(this.vault, details.names),
      dateOfBirth: await shown(this.vault, details['date-of-birth']),
      prisonNumbers: (await this.numbers(state))('prison-number'),
      link: linkTo(personId),
    };
  }

  /** Those that stand, on this record and on the ones that were merged into it. */
  private async numbers({ personId }: Known): Promise<(kind: IdentifierKind) => readonly string[]> {
    const records = await this.persons.everyRecordOf(personId);
    const loaded = await Promise.all(records.map((id) => this.persons.load(id)));
    const all = loaded.flatMap(({ state }) => (state.status === 'unknown' ? [] : state.identifiers));
    const opened = await this.persons.open(all.filter(({ withdrawn }) => !withdrawn));
    return (kind) => [
      ...new Set(opened.flatMap((identifier) => (identifier?.kind === kind ? [identifier.value] : []))),
    ];
  }
}

const mayKnowEthnicity = (role: Role): boolean =>
  ['prison-resettlement', 'prison-healthcare', 'probation-practitioner'].includes(role);
