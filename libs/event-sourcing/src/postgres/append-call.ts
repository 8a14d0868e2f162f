import { DatabaseError, types } from 'pg';
import { EventIdTaken, EventNotStorable, EventStoreUnavailable, WrongExpectedRevision } from '../store/errors';
import type { AppendResult, ExpectedRevision, Position } from '../store/event-store';
import type { AppendConnection } from './append-connection';
import type { AppendItem, WritableEvent } from '../store/append-item';
import type { Settled } from './append-queue';
import { isConnectionLost, isRolledBack, isUsedAlready } from './database-errors';
import { bigintArray, instantArray, integerArray, textArray, uuidArray } from './binary-array';
import type { Parameter, TextRow } from './named-query';
import { statements } from './statements';

type Outcome = 'appended' | 'repeated' | 'wrong-revision' | 'id-taken';

interface OutcomeRow {
  readonly outcome: Outcome;
  readonly revision: string | null;
  readonly position: string | null;
  readonly taken_id: string | null;
}

/** Bad input that was not foreseen: data exceptions, broken constraints, limits of the server. */
const refusedAsInput = /^(22|23|54)/;

/**
 * Writes what was gathered in one round trip and one transaction, and comes back when it is safe.
 *
 * A connection that is lost on the way leaves open whether it was written. Ids are used once, so the call is simply made
 * again, one time; if that fails too, nobody knows.
 * @returns for every item, in order, its result or its error.
 */
export const writeItems = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[]> => {
  try {
    return await callOnce(connection, items);
  } catch (error) {
    return afterFailure(connection, items, error);
  }
};

/** By itself, so that what goes well does not pay for it. */
const afterFailure = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
  failure: unknown,
): Promise<readonly Settled<AppendResult>[]> => {
  try {
    return await callAgain(connection, items, failure);
  } catch (error) {
    const isFaultOfOne = error instanceof DatabaseError && refusedAsInput.test(error.code ?? '');
    if (!isFaultOfOne) return items.map(() => ({ error }));
    const [only] = items;
    if (only && items.length === 1) return [{ error: notStorable(only, error) }];
    return writeOneByOne(connection, items);
  }
};

/** One of them cannot be written: it must not fail the others. */
const writeOneByOne = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[]> => {
  const settled: Settled<AppendResult>[] = [];
  for (const item of items) settled.push(...(await writeItems(connection, [item])));
  return settled;
};

/** The server's words could quote the data, so only its code is told. */
const notStorable = ({ stream }: AppendItem, { code }: DatabaseError): EventNotStorable =>
  new EventNotStorable(stream, `PostgreSQL refused it with code ${code}.`);

/** @throws what the first call threw, where another one would not do better. */
const callAgain = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
  failure: unknown,
): Promise<readonly Settled<AppendResult>[]> => {
  if (failure instanceof EventStoreUnavailable) throw failure;
  if (isRolledBack(failure) && wasInTheAppend(failure)) throw new EventStoreUnavailable('no', { cause: failure });
  if (!isConnectionLost(failure) && !isRolledBack(failure)) throw failure;
  try {
    return await callOnce(connection, items);
  } catch (error) {
    throw new EventStoreUnavailable('unknown', { cause: error });
  }
};

/** After the append of a gathered call comes the waiting for the disk: what fails there, was written. */
const wasInTheAppend = (error: unknown): boolean =>
  error instanceof DatabaseError && /\beventstore\.append(_firsts?|_event|_many)?\(/.test(error.where ?? '');

/** A lone event, which is most of what happens, goes without arrays: they cost both sides more than all else of it. */
const callOnce = (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[]> => {
  const [item] = items;
  const [event] = item?.events ?? [];
  const isLone = items.length === 1 && item?.events.length === 1;
  return isLone && event ? callWithOne(connection, item, event) : callWithMany(connection, items);
};

const callWithOne = async (
  connection: AppendConnection,
  item: AppendItem,
  event: WritableEvent,
): Promise<readonly Settled<AppendResult>[]> => {
  if (item.expected === 'no-stream') {
    const [position] = await unlessUsed(connection.query(statements.appendFirst, parametersOfFirst(item, event)));
    // Without a position it was refused: what is there already must be looked up to say why.
    if (position) return [{ result: firstAt(position) }];
  }
  const [outcome] = await connection.query(statements.appendEvent, parametersOfOne(item, event));
  return [settle(item, outcomeOf(outcome ?? ''))];
};

const callWithMany = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[]> => {
  const firsts = areFirst(items) ? await appendFirsts(connection, items) : undefined;
  const all = firsts ?? (await appendMany(connection, items));
  if (all) return all;
  const outcomes = outcomesIn(await connection.query(statements.appendAndFlush, parameters(items)));
  return items.map((each, index) => settle(each, outcomes(index)));
};

/** @returns the answer, empty where a unique constraint refused it. */
const unlessUsed = (answer: Promise<TextRow>): Promise<TextRow> => answer.catch(emptyIfUsed);

const emptyIfUsed = (error: unknown): TextRow => {
  if (isUsedAlready(error)) return [];
  throw error;
};

const firstAt = (position: string): AppendResult => ({
  revision: 0,
  position: position as Position,
  alreadyWritten: false,
});

/** Nothing needs to be looked up for them: that there is no such stream, a constraint knows. */
const areFirst = (items: readonly AppendItem[]): boolean =>
  items.every(({ expected, events }) => expected === 'no-stream' && events.length === 1);

/** @returns nothing where it did nothing, for one of them was refused: what is there already must be looked up to say which. */
const appendFirsts = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[] | undefined> => {
  const values = [textArray(items.map(({ stream }) => stream)), ...columns(items)];
  const [newest] = await unlessUsed(connection.query(statements.appendFirsts, values));
  if (!newest) return undefined;
  const before = BigInt(newest) - BigInt(items.length);
  return items.map((_, index) => ({ result: firstAt(String(before + BigInt(index + 1))) }));
};

/** @returns nothing where it did nothing: an id is known already, or somebody came between. */
const appendMany = async (
  connection: AppendConnection,
  items: readonly AppendItem[],
): Promise<readonly Settled<AppendResult>[] | undefined> => {
  const [all] = await unlessUsed(connection.query(statements.appendMany, parameters(items)));
  if (!all) return undefined;
  const [newest = noNumber, ...answers] = numbersIn(all);
  const events = items.reduce((sum, item) => sum + item.events.length, 0);
  let place = BigInt(newest === noNumber ? events : newest) - BigInt(events);
  return items.map((item, index) => {
    place += BigInt(item.events.length);
    return settle(item, outcomeFrom(Number(answers[index]), String(place)));
  });
};

const noNumber = 'NULL';
/** @param array a bigint[] in PostgreSQL's text form; nothing in it is quoted. */
const numbersIn = (array: string): readonly string[] => array.slice(1, -1).split(',');

/** @param answer as eventstore.append_many gives it */
const outcomeFrom = (answer: number, position: string): OutcomeRow => {
  if (answer >= 0) return { outcome: 'appended', revision: String(answer), position, taken_id: null };
  const revision = answer === -1 ? null : String(-2 - answer);
  return { outcome: 'wrong-revision', revision, position: null, taken_id: null };
};

const expectationCodes = { 'no-stream': -1, 'stream-exists': -2, any: -3 } as const;
const expectationCode = (expected: ExpectedRevision): number =>
  typeof expected === 'number' ? expected : expectationCodes[expected];

/** In the order of the parameters of eventstore.append_first. */
const parametersOfFirst = ({ stream }: AppendItem, event: WritableEvent): readonly Parameter[] => {
  const { id, type, version, recordedAt, metadata, data } = event;
  return [stream, id, type, String(version), recordedAt, metadata, data];
};

/** In the order of the parameters of eventstore.append_event. */
const parametersOfOne = (item: AppendItem, event: WritableEvent): readonly Parameter[] => {
  const [stream = '', ...ofTheEvent] = parametersOfFirst(item, event);
  return [stream, String(expectationCode(item.expected)), ...ofTheEvent];
};

/** In the order of the parameters of eventstore.append_many_and_flush, and of eventstore.append_and_flush. */
const parameters = (items: readonly AppendItem[]): readonly Parameter[] => [
  textArray(items.map(({ stream }) => stream)),
  bigintArray(items.map(({ expected }) => expectationCode(expected))),
  integerArray(items.map(({ events }) => events.length)),
  ...columns(items),
];

/** What each event has, in the order in which all functions for many take it. */
const columns = (items: readonly AppendItem[]): readonly Parameter[] => {
  const events = items.flatMap((item) => item.events);
  return [
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    integerArray(events.map(({ version }) => version)),
    instantArray(events.map(({ recordedAt }) => recordedAt)),
    textArray(events.map(({ metadata }) => metadata)),
    textArray(events.map(({ data }) => data)),
  ];
};

/** @param answer `outcome,revision,position,taken id`, the last three of which may be empty. */
const outcomeOf = (answer: string): OutcomeRow => {
  const [outcome, revision, position, takenId] = answer.split(',');
  return {
    outcome: outcome as Outcome,
    revision: revision || null,
    position: position || null,
    taken_id: takenId || null,
  };
};

/** PostgreSQL's number for text[] (pg_type.dat), as which pg reads any of these. */
const arrayOfTexts: number = 1009;
const parseTexts = types.getTypeParser(arrayOfTexts) as (array: string) => TextRow;

/**
 * The answers of the careful way, to all items in one row, an array for each column.
 * @param row outcomes, revisions, positions, and taken ids, which are not there where no id was known.
 */
const outcomesIn = (row: TextRow): ((index: number) => OutcomeRow | undefined) => {
  const [outcomes, revisions, positions, takenIds] = row.map((array) => (array === null ? [] : parseTexts(array)));
  return (index) => {
    const outcome = outcomes?.[index];
    if (!outcome) return undefined;
    return {
      outcome: outcome as Outcome,
      revision: revisions?.[index] ?? null,
      position: positions?.[index] ?? null,
      taken_id: takenIds?.[index] ?? null,
    };
  };
};

const settle = ({ stream, expected }: AppendItem, row: OutcomeRow | undefined): Settled<AppendResult> => {
  switch (row?.outcome) {
    case 'appended':
    case 'repeated':
      return {
        result: {
          revision: Number(row.revision),
          position: row.position as Position,
          alreadyWritten: row.outcome === 'repeated',
        },
      };
    case 'wrong-revision':
      return {
        error: new WrongExpectedRevision(stream, expected, row.revision === null ? undefined : Number(row.revision)),
      };
    case 'id-taken':
      return { error: new EventIdTaken(row.taken_id ?? '') };
    default:
      return {
        error: new Error(
          `eventstore.append gave no outcome for ${stream}: its migrations and this version do not agree.`,
        ),
      };
  }
};
