import { v4, v7 } from 'uuid';
import { consoleOn } from '../../../../test/cli/console';
import { appendMany, eventually, testBed } from '../../../../test/projections/kernel-under-test';
import { event } from '../../contract/fixtures';
import type { JsonObject, StoredEvent } from '../store/event-store';

const bed = testBed();
const cli = consoleOn(bed);

const write = async (stream: string, type: string, data: JsonObject = {}, caseId?: string): Promise<void> => {
  const { store } = await bed.open([]);
  const { metadata, ...rest } = event(data, { type, id: v7() });
  await store.append(stream, [{ ...rest, metadata: { ...metadata, ...(caseId !== undefined && { caseId }) } }], 'any');
};

const parsed = (): StoredEvent[] => cli.printed.map((line) => JSON.parse(line) as StoredEvent);
const sealed = { $sealed: 'identity.key.iv.Ciphertext' };

describe('events read', () => {
  it('prints a stream, a line each, and what is sealed as sealed', async () => {
    await write('person-1', 'people.named', { names: sealed, said: 'Synthetic' });
    await write('person-2', 'people.named');
    await write('person-1', 'people.seen');
    const [first, second] = (await cli.ttg('events', 'read', 'person-1')).split('\n');
    expect(first).toBe(
      '1  2027-01-11T09:30:00.123Z  people.named  person-1@0  synthetic-account  {"names":"[sealed: identity]","said":"Synthetic"}',
    );
    expect(second).toMatch(/^3 .* people\.seen {2}person-1@1 .* \{\}$/);
  });

  it('prints as JSON, from a revision, backwards, and so many', async () => {
    const { store } = await bed.open([]);
    await store.append(
      'long-1',
      Array.from({ length: 1100 }, (_, number) => event({ number })),
      'no-stream',
    );
    await cli.ttg('events', 'read', 'long-1', '--json');
    expect(parsed().map(({ revision }) => revision)).toEqual(Array.from({ length: 1100 }, (_, revision) => revision));
    await cli.ttg('events', 'read', 'long-1', '--json', '--from', '1097');
    expect(parsed().map(({ data }) => data['number'])).toEqual([1097, 1098, 1099]);
    await cli.ttg('events', 'read', 'long-1', '--json', '--backwards', '--limit', '2');
    expect(parsed().map(({ revision }) => revision)).toEqual([1099, 1098]);
    await cli.ttg('events', 'read', 'long-1', '--json', '--backwards', '--from', '1');
    expect(parsed().map(({ revision }) => revision)).toEqual([1, 0]);
  });

  it('tells a stream that is not there from one that has no more', async () => {
    await write('person-1', 'people.named');
    expect(await cli.ttg('events', 'read', 'person-1', '--from', '7')).toBe('');
    await expect(cli.ttg('events', 'read', 'person-7')).rejects.toThrow('There is no stream "person-7".');
  });

  it('does not let a name speak to the terminal', async () => {
    await write('odd\u001b[2J\n-1', 'people.named');
    expect(await cli.ttg('events', 'read', 'odd\u001b[2J\n-1')).toContain('  odd\\u{1b}[2J\\u{a}-1@0  ');
  });
});

describe('events tail', () => {
  /** @returns how the command ends, and what waits until so many lines were printed. */
  const tail = async (...args: readonly string[]) => {
    const ended = cli.ttg('events', 'tail', ...args);
    return { ended, lines: (count: number) => eventually(() => expect(cli.printed).toHaveLength(count)) };
  };

  it('prints what is there from the start, and then what comes, until Ctrl-C', async () => {
    const application = await bed.open([]);
    await appendMany(application, 2);
    const { ended, lines } = await tail('--from', 'start', '--json');
    await lines(2);
    await appendMany(application, 1);
    await lines(3);
    cli.interrupt();
    await ended;
    expect(parsed().map(({ position }) => position)).toEqual(['1', '2', '3']);
    expect(process.exitCode).toBeUndefined();
  });

  it('begins after a position, and prints nothing that was there where it begins at the end', async () => {
    const application = await bed.open([]);
    await appendMany(application, 3);
    const { ended, lines } = await tail('--from', '2', '--json');
    await lines(1);
    cli.interrupt();
    await ended;
    expect(parsed().map(({ position }) => position)).toEqual(['3']);
    await expect(cli.ttg('events', 'tail', '--from', 'yesterday')).rejects.toThrow(
      '--from must be start, end or a position, and is "yesterday".',
    );
    // Interrupted already: it begins at the end, and ends.
    expect(await cli.ttg('events', 'tail')).toBe('');
  });

  it('leaves out other types, streams and cases', async () => {
    const caseId = v4();
    await write('custody-1', 'custody.received', {}, caseId);
    await write('custody-2', 'custody.received', {}, v4());
    await write('housing-1', 'housing.custody', {}, caseId);
    await write('custody-1', 'custody.release-date-set', {}, caseId);
    const { ended, lines } = await tail('--from', 'start', '--type', 'custody.*', '--stream', 'cust', '--case', caseId);
    await lines(2);
    cli.interrupt();
    expect((await ended).match(/custody\.[\w-]+/g)).toEqual(['custody.received', 'custody.release-date-set']);
  });
});

describe('events grep', () => {
  beforeEach(async () => {
    await write('person-1', 'people.named', { names: sealed, said: 'Synthetic' });
    await write('person-2', 'people.seen', { number: 17 }, 'synthetic-case');
  });

  it.each([
    ['a type', '^people\\.seen$', ['2']],
    ['a stream', '^person-', ['1', '2']],
    ['metadata', '"caseId":"synthetic-case"', ['2']],
    ['data', '"number":1\\d', ['2']],
  ])('finds %s', async (_, pattern, positions) => {
    await cli.ttg('events', 'grep', pattern, '--json');
    expect(parsed().map(({ position }) => position)).toEqual(positions);
    expect(process.exitCode).toBeUndefined();
  });

  it('finds nothing in what is sealed, and says by its exit code that there was nothing', async () => {
    expect(await cli.ttg('events', 'grep', 'Ciphertext|\\$sealed')).toBe('');
    expect(process.exitCode).toBe(1);
  });

  it('takes upper and lower case as it is told', async () => {
    expect(await cli.ttg('events', 'grep', 'SYNTHETIC"')).toBe('');
    expect(await cli.ttg('events', 'grep', '-i', 'said":"SYNTHETIC"')).toContain('person-1@0');
  });

  it('reads page after page, and only what is chosen', async () => {
    const { store } = await bed.open([]);
    await store.append(
      'long-1',
      Array.from({ length: 1100 }, (_, number) => event({ number })),
      'no-stream',
    );
    await cli.ttg('events', 'grep', '"number":17\\b', '--json', '--stream', 'long-');
    expect(parsed().map(({ revision }) => revision)).toEqual([17]);
    await cli.ttg('events', 'grep', '"number":', '--json', '--from', '1101', '--type', 'contract.*');
    expect(parsed()).toHaveLength(1);
  });

  it('says what is wrong with a pattern', async () => {
    await expect(cli.ttg('events', 'grep', '(')).rejects.toThrow('"(" is no regular expression');
  });
});
