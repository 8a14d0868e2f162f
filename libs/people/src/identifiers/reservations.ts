import { Injectable } from '@nestjs/common';
import { Streams, Vault } from '@ttg/event-sourcing';
import type { OpenIdentifier } from '../person/persons';
import { release, reservation, type ReservationDecision, reserve } from './reservation';

/** Holds identifiers for persons, under names that do not tell them. */
@Injectable()
export class Reservations {
  constructor(
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  /** @returns the person who has it, also where her registration was cut off. */
  async holderOf(identifier: OpenIdentifier): Promise<string | undefined> {
    return (await this.streams.load(reservation, this.stream(identifier))).state.heldBy;
  }

  /** @throws IdentifierTaken */
  async reserve(identifier: OpenIdentifier, personId: string, inPlaceOf?: string): Promise<void> {
    await this.decide(identifier, personId, reserve(identifier.kind, personId, inPlaceOf));
  }

  async release(identifier: OpenIdentifier, personId: string): Promise<void> {
    await this.decide(identifier, personId, release(identifier.kind, personId));
  }

  private async decide(identifier: OpenIdentifier, personId: string, decision: ReservationDecision): Promise<void> {
    await this.streams.decide(reservation, this.stream(identifier), decision, { about: { personId } });
  }

  private stream({ kind, value }: OpenIdentifier): string {
    return `identifier-${this.vault.blindIndex(kind, value)}`;
  }
}
