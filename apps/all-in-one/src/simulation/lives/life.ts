import type { Command } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { type Actor, isoInstant, type IsoInstant } from '@ttg/event-sourcing';
import { type Act, type Answer, momentOf } from './act';
import { daysUntil, type Day } from './days';
import type { Dice } from './dice';
import type { Her } from './her';
import type { HousingSoFar } from './housing/housing-so-far';
import type { Rate } from '../rates/rate';
import { staffOf } from './staff';
import type { Stay } from './stay';

const opens = 8 * 60 + 30;
const closes = 17 * 60 + 30;

/** What one side of her life brings on a day: custody, housing, health. Called once a day, in the same order. */
export type Strand = () => void;

/** A life as it is being told: what is true of her on the day that is told, and all that was recorded so far. */
export class Life {
  readonly acts: Act[] = [];
  private minute = opens;

  constructor(
    readonly her: Her,
    public today: Day,
    public stay: Stay,
    readonly housing: HousingSoFar,
    private readonly hours: Dice,
  ) {}

  /** Another day begins. */
  dawns(day: Day): void {
    this.today = day;
    this.minute = opens;
  }

  /** Somebody records something, now. */
  record(by: Actor, name: string, command: Command<Answer>): void {
    this.minute = Math.min(this.minute + this.hours.between(3, 45), closes);
    this.acts.push({ on: this.today, minute: this.minute, by, name, command });
  }

  /** Those who have the task get to it on a working day, with that chance. */
  getsDone(dice: Dice, { value }: Rate): boolean {
    return this.today.isWorking && dice.happens(value);
  }

  get isInside(): boolean {
    return this.stay.released === undefined;
  }

  /** Days until she leaves; undefined where nobody knows the day, and once she has left. */
  get daysToRelease(): number | undefined {
    const { leavesOn, released } = this.stay;
    return leavesOn && !released ? daysUntil(this.today, leavesOn) : undefined;
  }

  /** Is the day she leaves known, and no further off than that? */
  leavesWithin(days: number): boolean {
    const left = this.daysToRelease;
    return left !== undefined && left <= days;
  }

  /** Days since she left; undefined while she is inside. */
  get daysOutside(): number | undefined {
    const { released } = this.stay;
    return released && daysUntil(released.on, this.today);
  }

  /** Staff of the prison she is in, or was in last. */
  inPrison(role: Extract<Role, 'prison-resettlement' | 'prison-healthcare'>): Actor {
    return staffOf(role, this.stay.prison);
  }

  /** A little before the next thing is recorded. */
  get now(): IsoInstant {
    return isoInstant(momentOf({ on: this.today, minute: this.minute }));
  }

  /** An id of the case that is told, the same for the same label. */
  idOf(label: string): string {
    return this.her.idOf(`${this.stay.number}|${label}`);
  }
}
