import { Interrupted, Lifetime } from './lifetime';

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

  it('takes two signals of one key press for one, and a later one as force', () => {
    const lifetime = new Lifetime();
    lifetime.ask(never, 5000);
    lifetime.ask(never, 5010);
    expect(() => lifetime.ask(never, 6500)).toThrow('forced');
  });
});
