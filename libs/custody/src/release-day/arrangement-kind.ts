import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '@ttg/event-sourcing';
import type { ArrangementKind } from '../events';

/** What can be arranged for the day she leaves. */
export const arrangementKinds = [
  'who-meets-her',
  'travel',
  'phone',
  'id',
  'bank-account',
  'cash',
  'universal-credit-claim',
  'jobcentre-appointment',
  'belongings',
  'child-contact',
  'court-day-pack',
] as const satisfies readonly ArrangementKind[];

/** A kind in a path. What is none names nothing. */
@Injectable()
export class ArrangementKindPipe implements PipeTransform<unknown, ArrangementKind> {
  transform(value: unknown): ArrangementKind {
    const kind = arrangementKinds.find((known) => known === value);
    if (!kind) throw new NotFound('arrangement');
    return kind;
  }
}
