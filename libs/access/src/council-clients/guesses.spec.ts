import { Guesses } from './guesses';
import { Turnstile } from './turnstile';

describe('guesses at a secret', () => {
  let now = 0;
  const guesses = (): Guesses => new Guesses(() => now);
  const failTimes = (of: Guesses, client: string, times: number): void => {
    for (let time = 0; time < times; time += 1) of.failed(client);
  };

  it('are let be until the tenth of a minute has failed', () => {
    const all = guesses();
    failTimes(all, 'one', 9);
    expect(all.allow('one')).toBe(true);
    failTimes(all, 'one', 1);
    expect(all.allow('one')).toBe(false);
    expect(all.allow('another')).toBe(true);
  });

  it('are let be again a minute later', () => {
    const all = guesses();
    failTimes(all, 'one', 10);
    now += 59_999;
    expect(all.allow('one')).toBe(false);
    now += 1;
    expect(all.allow('one')).toBe(true);
  });

  it('under ever new names take no memory', () => {
    const all = guesses();
    failTimes(all, 'first', 10);
    for (let name = 0; name < 999; name += 1) all.failed(`name ${name}`);
    expect(all.allow('first')).toBe(false);
    all.failed('one more');
    expect(all.allow('first')).toBe(true);
  });
});

describe('a turnstile', () => {
  it('lets so many through at a time, and the others in their turn', async () => {
    const turnstile = new Turnstile(2, 2);
    const doors: (() => void)[] = [];
    const entered: number[] = [];
    const passing = [0, 1, 2, 3].map((one) =>
      turnstile.pass(async () => {
        entered.push(one);
        await new Promise<void>((resolve) => doors.push(resolve));
      }),
    );
    expect(entered).toEqual([0, 1]);
    expect(turnstile.isFull).toBe(true);
    doors[0]?.();
    await passing[0];
    expect(turnstile.isFull).toBe(false);
    doors[1]?.();
    await passing[1];
    expect(entered).toEqual([0, 1, 2, 3]);
    for (const open of doors) open();
    await Promise.all(passing);
  });

  it('turns away whoever comes when so many wait already', async () => {
    const turnstile = new Turnstile(1, 1);
    let open = (): void => undefined;
    const inside = turnstile.pass(() => new Promise<void>((resolve) => (open = resolve)));
    const waiting = turnstile.pass(async () => 'through');
    let begun = false;
    expect(await turnstile.pass(async () => (begun = true))).toBeUndefined();
    expect(begun).toBe(false);
    open();
    await inside;
    expect(await waiting).toBe('through');
  });

  it('gives the place on also where the work fails', async () => {
    const turnstile = new Turnstile(1, 1);
    const failing = turnstile.pass(() => Promise.reject(new Error('synthetic')));
    await expect(failing).rejects.toThrow('synthetic');
    expect(await turnstile.pass(async () => 'through')).toBe('through');
  });
});
