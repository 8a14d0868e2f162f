import { Clock } from '@ttg/calendar';
import { Temporal } from 'temporal-polyfill';

/** The clocks of this machine, in milliseconds. */
export interface MachineClocks {
  /** Since the epoch, as the machine has been told: it may be wrong, and may be set at any moment. */
  readonly wall: () => number;
  /** Goes on evenly, whatever is done to the other. */
  readonly steady: () => number;
}

const ofThisMachine: MachineClocks = { wall: () => Date.now(), steady: () => performance.now() };

/** A machine whose clock is this near to the database's is believed. Milliseconds. */
const tolerance = 1_000;

/**
 * Real time, on which all processes agree: that of the machine, or the database's where the machine's is another. A clock that is
 * set while the process runs is not believed before it was compared.
 */
export class DatabaseTime extends Clock {
  /** What the machine's wall clock has to be put right by. */
  private correction = 0;
  /** What it is ahead of the steady one, when it was last compared. */
  private ahead: number;

  /** @param onJump called by whoever asks for the time when the machine's clock was set: it is to be compared */
  constructor(
    private readonly onJump: () => void,
    private readonly machine = ofThisMachine,
  ) {
    super();
    this.ahead = machine.wall() - machine.steady();
  }

  now(): Temporal.Instant {
    const [wall, steady] = [this.machine.wall(), this.machine.steady()];
    const isEven = Math.abs(wall - steady - this.ahead) <= tolerance;
    if (!isEven) this.onJump();
    return Temporal.Instant.fromEpochMilliseconds(Math.round((isEven ? wall : steady + this.ahead) + this.correction));
  }

  /**
   * @param ask what the database has for the time, in milliseconds since the epoch
   * @returns what the machine's clock has to be put right by from now on, where that is not what it was. Milliseconds.
   */
  async compare(ask: () => Promise<number>): Promise<number | undefined> {
    const began = this.machine.steady();
    const told = await ask();
    const [wall, steady] = [this.machine.wall(), this.machine.steady()];
    const halfWay = (steady - began) / 2;
    const difference = told + halfWay - wall;
    this.ahead = wall - steady;
    // A slow answer tells less.
    if (Math.abs(difference - this.correction) <= tolerance + halfWay) return undefined;
    this.correction = Math.abs(difference) <= tolerance + halfWay ? 0 : difference;
    return this.correction;
  }
}
