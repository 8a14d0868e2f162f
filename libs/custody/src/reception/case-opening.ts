import { Injectable } from '@nestjs/common';
import { date } from '@ttg/calendar';
import { type IsoDate, isoDate, type Personal, Streams, Vault, type Written } from '@ttg/event-sourcing';
import { custodyCase } from '../case/custody-case';
import { CustodyCases } from '../case/custody-cases';
import { handOver, type OpenCaseDecision, openCase, OpenCaseExists, release, reserve } from './open-case';
import { type NewCase, receiveWoman, type ReceiveWoman } from './reception';
import { recordsIn, registered, womanOf } from './woman';

/** Where a new case stands among hers. */
export interface Place {
  readonly caseId: string;
  /** The case that her return closed. */
  readonly previousCaseId?: string;
  /** A closed case that is still down as her open one, because closing it was cut off. */
  readonly inPlaceOf?: string;
}

interface KnownWoman {
  readonly synthetic: boolean;
  readonly bornOn?: IsoDate;
}

/**
 * Opens and closes the one open case of a woman. Two streams are written, one after the other; what is cut off between them
 * is completed by whoever asks next: the same request again, or another one about her.
 */
@Injectable()
export class CaseOpening {
  constructor(
    private readonly cases: CustodyCases,
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  /**
   * Receives her under a new case. Whatever can be refused is refused before anything is written.
   * @throws OpenCaseExists and what `receiveWoman` throws
   */
  async open(personId: string, place: Place, command: ReceiveWoman): Promise<Written> {
    const { caseId, previousCaseId, inPlaceOf = previousCaseId } = place;
    const woman = await this.check(personId, place, command);
    const hold = inPlaceOf ? handOver(personId, inPlaceOf, caseId) : reserve(personId, caseId);
    await this.decide(personId, caseId, hold);
    return this.cases.decide(caseId, (day) => receiveWoman(command, woman, day), { on: command.receivedOn });
  }

  /** Would she be received? @returns what the new case knows of her. @throws what `receiveWoman` throws */
  async check(personId: string, { caseId, previousCaseId }: Place, command: ReceiveWoman): Promise<NewCase> {
    const { synthetic, bornOn } = await this.woman(personId);
    const woman = { synthetic, bornOn, personId, caseId, previousCaseId };
    receiveWoman(command, woman, this.cases.onThatDay())(custodyCase.initial);
    await this.noOther(personId, previousCaseId);
    return woman;
  }

  /** The day she was born, where it is known: of a case that is open, and not erased. */
  async bornOn(caseId: string): Promise<IsoDate | undefined> {
    const { state } = await this.cases.load(caseId);
    if (state.status === 'not-opened') return undefined;
    const id = await this.keptRecordOf(state.personId);
    const { state: woman } = await this.streams.load(womanOf(id), `person-${id}`);
    return woman.status === 'registered' ? this.birthdayOf(woman) : undefined;
  }

  /** Makes a case that was closed her open one again. @throws OpenCaseExists */
  async takeBack(personId: string, caseId: string): Promise<void> {
    await this.noOther(personId, caseId);
    await this.decide(personId, caseId, reserve(personId, caseId));
  }

  /** The case is closed: another can be opened. */
  async letGo(personId: string, caseId: string): Promise<void> {
    await this.decide(personId, caseId, release(personId, caseId));
  }

  /** Under the id that is asked for, unless an opening or a return was cut off: then under the id it began with. */
  async placeFor(personId: string, caseId: string): Promise<Place> {
    const { state } = await this.streams.load(openCase, this.openCaseOf(personId));
    if (state.heldBy === undefined || state.heldBy === caseId) return { caseId };
    const { state: holder } = await this.cases.load(state.heldBy);
    if (holder.status === 'not-opened') return { caseId: state.heldBy };
    if (holder.status !== 'closed') return { caseId };
    if (holder.nextCaseId === undefined) return { caseId, inPlaceOf: state.heldBy };
    return { caseId: holder.nextCaseId, previousCaseId: state.heldBy };
  }

  private async decide(personId: string, caseId: string, decision: OpenCaseDecision): Promise<void> {
    await this.streams.decide(openCase, this.openCaseOf(personId), decision, { about: { personId, caseId } });
  }

  /** A case may be open under another record of hers, where records were merged. @throws OpenCaseExists */
  private async noOther(personId: string, but?: string): Promise<void> {
    const records = new Set([await this.keptRecordOf(personId)]);
    for (const id of records) {
      if (id !== personId) await this.noneOpen(id, but);
      const { state } = await this.streams.load(womanOf(id), `person-${id}`);
      for (const other of recordsIn(state)) records.add(other);
    }
  }

  private async noneOpen(personId: string, but?: string): Promise<void> {
    const { state } = await this.streams.load(openCase, this.openCaseOf(personId));
    if (state.heldBy === undefined || state.heldBy === but) return;
    const { state: holder } = await this.cases.load(state.heldBy);
    if (holder.status === 'in-custody' || holder.status === 'released') throw new OpenCaseExists(state.heldBy);
  }

  /** A keyed hash: a stream's name must not tell whose case it is. */
  private openCaseOf(personId: string): string {
    return `openCase-${this.vault.blindIndex('person', personId)}`;
  }

  /** The record that stands for that one today: a case begun under a record that was merged goes on under the one that is kept. */
  async keptRecordOf(personId: string): Promise<string> {
    const seen = new Set([personId]);
    for (let id = personId; ;) {
      const { state } = await this.streams.load(womanOf(id), `person-${id}`);
      if (state.status !== 'merged' || seen.has(state.into)) return id;
      id = state.into;
      seen.add(id);
    }
  }

  private async woman(personId: string): Promise<KnownWoman> {
    const { state } = await this.streams.load(womanOf(personId), `person-${personId}`);
    const woman = registered(state);
    return { synthetic: woman.synthetic, bornOn: await this.birthdayOf(woman) };
  }

  private async birthdayOf({
    dateOfBirth,
  }: {
    readonly dateOfBirth?: Personal<unknown>;
  }): Promise<IsoDate | undefined> {
    const bornOn = dateOfBirth && (await this.vault.open(dateOfBirth));
    return typeof bornOn === 'string' ? isoDate(date(bornOn)) : undefined;
  }
}
