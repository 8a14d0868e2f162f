import { DatabaseTime } from './database-time';

const hours = 60 * 60 * 1000;
const start = Date.parse('2027-01-18T09:00:00Z');

/** A machine whose clock is wrong, and a database whose clock is right. */
class Machine {
  elapsed = 0;
  wrongBy = 0;
  jumps = 0;
  readonly time: DatabaseTime;

  constructor(wrongBy = 0) {
    this.wrongBy = wrongBy;
    const machine = { wall: () => this.right + this.wrongBy, steady: () => this.elapsed };
    this.time = new DatabaseTime(() => (this.jumps += 1), machine);
  }

  /** What time it is. */
  get right(): number {
    return start + this.elapsed;
  }

  get shows(): string {
    return this.time.now().toString();
  }

  /** @param takes how long each way lasts. Milliseconds. */
  compare(takes = 0): Promise<number | undefined> {
    return this.time.compare(async () => {
      this.elapsed += takes;
      const told = this.right;
      this.elapsed += takes;
      return told;
    });
  }
}

describe('the time of a machine that has the right one', () => {
  it('is its own, to the millisecond, however slowly the database answers', async () => {
    const machine = new Machine(300);
    expect(await machine.compare(2_000)).toBeUndefined();
    expect(machine.shows).toBe('2027-01-18T09:00:04.3Z');
    expect(machine.jumps).toBe(0);
  });
});

describe('the time of a machine that has a wrong one', () => {
  it.each([-15 * hours, 15 * hours, 2_000])('is the database’s where it is wrong by %d ms', async (wrongBy) => {
    const machine = new Machine(wrongBy);
    expect(await machine.compare(20)).toBe(-wrongBy);
    machine.elapsed += 60_000;
    expect(machine.shows).toBe('2027-01-18T09:01:00.04Z');
  });

  it('stays as it is while the machine’s is as wrong as before', async () => {
    const machine = new Machine(15 * hours);
    await machine.compare();
    machine.wrongBy += 400;
    expect(await machine.compare()).toBeUndefined();
    expect(machine.shows).toBe('2027-01-18T09:00:00.4Z');
  });
});

describe('the time of a machine whose clock is set', () => {
  it('goes on as before until it was compared', async () => {
    const machine = new Machine();
    await machine.compare();
    machine.wrongBy = 15 * hours;
    machine.elapsed += 1_000;
    expect(machine.shows).toBe('2027-01-18T09:00:01Z');
    expect(machine.jumps).toBe(1);
    await machine.compare();
    expect(machine.shows).toBe('2027-01-18T09:00:01Z');
    expect(machine.jumps).toBe(1);
  });

  it('is its own again when it was set right', async () => {
    const machine = new Machine(-15 * hours);
    await machine.compare();
    machine.wrongBy = 100;
    expect(machine.shows).toBe('2027-01-18T09:00:00Z');
    expect(await machine.compare()).toBe(0);
    expect(machine.shows).toBe('2027-01-18T09:00:00.1Z');
  });
});
