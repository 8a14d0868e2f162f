import { Logger } from '@nestjs/common';
import type { AppendResult, Position } from '../store/event-store';
import { AppendSignals, type AskedAppend } from './append-signals';

describe('the signals of appends', () => {
  const written: AppendResult = { revision: 0, position: '1' as Position, alreadyWritten: false };

  it('tell what was asked and what came of it, of refusals too', async () => {
    const signals = new AppendSignals();
    const told: AskedAppend[] = [];
    signals.onAppend((append) => told.push(append));
    const refused = new Error('refused');
    await signals.watch('custody-1', [], () => Promise.resolve(written));
    await expect(signals.watch('custody-2', [], () => Promise.reject(refused))).rejects.toBe(refused);
    expect(told).toMatchObject([
      { stream: 'custody-1', result: written },
      { stream: 'custody-2', error: refused },
    ]);
  });

  it('leave the answer as it was where a listener fails, and the others hear of it once', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const signals = new AppendSignals();
    const told: AskedAppend[] = [];
    signals.onAppend(() => {
      throw new Error('out of order');
    });
    signals.onAppend((append) => told.push(append));
    expect(await signals.watch('custody-1', [], () => Promise.resolve(written))).toBe(written);
    expect(told).toHaveLength(1);
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
  });

  it('end when whoever listened leaves', async () => {
    const signals = new AppendSignals();
    const told: AskedAppend[] = [];
    signals.onAppend((append) => told.push(append))();
    await signals.watch('custody-1', [], () => Promise.resolve(written));
    expect(told).toEqual([]);
  });
});
