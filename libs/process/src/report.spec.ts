import { EventStoreUnavailable } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { GaveUpWaiting, Interrupted } from './lifetime';
import { report } from './report';

describe('why it ended', () => {
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  beforeEach(() => said.mockClear());
  afterAll(() => said.mockRestore());

  it.each([
    ['what a person can put right', new StartFailure('Port 3000 is taken.'), 'Port 3000 is taken.'],
    [
      'an event store that is gone',
      new EventStoreUnavailable('no', { cause: new Error('synthetic') }),
      'The event store could not be reached; nothing was written. Try again.',
    ],
  ])('%s is one sentence', (_, error, sentence) => {
    expect(report(error)).toBe(1);
    expect(said.mock.calls).toEqual([[sentence]]);
  });

  it('a defect is told with its place', () => {
    const defect = new Error('synthetic');
    expect(report(defect)).toBe(1);
    expect(said.mock.calls).toEqual([[defect]]);
  });

  it('a wish to end is no fault, and what it was waiting for then is a sentence', () => {
    expect(report(new GaveUpWaiting('KurrentDB'))).toBe(0);
    expect(said.mock.calls).toEqual([
      ['It was asked to end while it was starting, and waits for KurrentDB no longer.'],
    ]);
  });

  it('a wish to end is no fault', () => {
    expect(report(new Interrupted())).toBe(0);
    expect(said).not.toHaveBeenCalled();
  });
});
