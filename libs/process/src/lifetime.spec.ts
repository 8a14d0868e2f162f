import { GaveUpWaiting, Interrupted, Lifetime } from './lifetime';

const never = (): never => {
  throw new Error('forced');
};

describe('the lifetime of a process', () => {
  it('ends the last started first, each before the next', async () => {
    const ended: string[] = [];
    const lifetime = new Lifetime();
    for (const name of ['database', 'application']) {
      lifetime.started(async () => {
        await Promise.resolve();
        ended.push(name);
      });
    }
    await lifetime.end();
    expect(ended).toEqual(['application', 'database']);
  });

  it('ends the rest when one of them fails, and says so', async () => {
    const ended: string[] = [];
    const lifetime = new Lifetime();
    lifetime.started(async () => void ended.push('database'));
    lifetime.started(() => Promise.reject(new Error('will not')));
    await expect(lifetime.end()).rejects.toThrow(AggregateError);
    expect(ended).toEqual(['database']);
  });

  it('lets nothing more start once it was asked to end', async () => {
    const lifetime = new Lifetime();
    expect(() => lifetime.goOn()).not.toThrow();
    lifetime.ask(never, 0);
    expect(() => lifetime.goOn()).toThrow(Interrupted);
    await lifetime.over;
  });

  const noAnswer = (): Promise<never> => new Promise(() => undefined);

  it('does not wait beyond a moment for somebody who does not answer, once it was asked to end', async () => {
    const lifetime = new Lifetime();
    const waiting = lifetime.waitFor('KurrentDB', noAnswer(), 5);
    lifetime.ask(never, 0);
    await expect(waiting).rejects.toThrow(GaveUpWaiting);
    await expect(waiting).rejects.toThrow(
      'It was asked to end while it was starting, and waits for KurrentDB no longer.',
    );
    await expect(waiting).rejects.toThrow(Interrupted);
  });

  it('takes what comes of it in time, and does not hurry where nobody asked it to end', async () => {
    const lifetime = new Lifetime();
    expect(await lifetime.waitFor('KurrentDB', Promise.resolve('there'), 0)).toBe('there');
    await expect(lifetime.waitFor('KurrentDB', Promise.reject(new Error('away')), 0)).rejects.toThrow('away');
  });

  it('ends the rest where one does not come to its end, when it is not to wait for it', async () => {
    const ended: string[] = [];
    const lifetime = new Lifetime();
    lifetime.started(async () => void ended.push('database'));
    lifetime.started(noAnswer);
    await expect(lifetime.end(5)).rejects.toThrow(AggregateError);
    expect(ended).toEqual(['database']);
  });

  it('takes two signals of one key press for one, and a later one as force', () => {
    const lifetime = new Lifetime();
    lifetime.ask(never, 5000);
    lifetime.ask(never, 5010);
    expect(() => lifetime.ask(never, 6500)).toThrow('forced');
  });
});
