import { Flushed } from './flushed';

/** A disk that is done when told. */
const disk = () => {
  const runs: { done: () => void; fail: (error: Error) => void }[] = [];
  const flushed = new Flushed(() => new Promise((done, fail) => runs.push({ done, fail })));
  const settle = () => new Promise(setImmediate);
  return { flushed, runs, settle };
};

it('waits for the disk before what was read is used', async () => {
  const { flushed, runs, settle } = disk();
  let isSafe = false;
  const safe = flushed.upTo(7n).then(() => (isSafe = true));
  await settle();
  expect([runs.length, isSafe]).toEqual([1, false]);
  runs[0]?.done();
  await safe;
  expect(isSafe).toBe(true);
});

it('does not ask again for what is known to be safe, by a flush or by an append', async () => {
  const { flushed, runs } = disk();
  const first = flushed.upTo(7n);
  await new Promise(setImmediate);
  runs[0]?.done();
  await first;
  await flushed.upTo(3n);
  flushed.told(20n);
  await flushed.upTo(20n);
  expect(runs).toHaveLength(1);
});

it('takes no flush for an answer that was under way already, and shares the next', async () => {
  const { flushed, runs, settle } = disk();
  const early = flushed.upTo(1n);
  await settle();
  const late = [flushed.upTo(2n), flushed.upTo(3n)];
  await settle();
  expect(runs).toHaveLength(1);
  runs[0]?.done();
  await early;
  await settle();
  expect(runs).toHaveLength(2);
  runs[1]?.done();
  await Promise.all(late);
  expect(runs).toHaveLength(2);
});

it('passes on that the disk could not be asked, and asks again the next time', async () => {
  const { flushed, runs, settle } = disk();
  const failed = expect(flushed.upTo(1n)).rejects.toThrow('away');
  await settle();
  runs[0]?.fail(new Error('away'));
  await failed;
  const again = flushed.upTo(1n);
  await settle();
  runs[1]?.done();
  await again;
});
