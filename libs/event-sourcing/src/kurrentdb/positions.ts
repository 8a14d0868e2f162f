import type { Position as LogPosition } from '@eventstore/db-client';
import type { Position } from '../store/event-store';
import { RefusedByStore } from './errors';

const pattern = /^(\d{1,19})(?:-(\d{1,19}))?$/;

/** What servers before 22.6 say of an event read from its stream: they did not know its place in the log. */
const unknownPlace = 2n ** 64n - 1n;

/**
 * A place in the log as text: `1234`, or `1300-1234` (commit, prepare) for an event that was written in an explicit transaction
 * of the old TCP protocol, the only ones whose two differ.
 * @throws RefusedByStore where the server does not say it.
 */
export const positionOf = (place: LogPosition | undefined): Position => {
  if (!place || place.commit === unknownPlace) {
    throw new RefusedByStore('This server does not tell positions with a stream: run EventStoreDB 23.10 or later.');
  }
  const { commit, prepare } = place;
  return (commit === prepare ? String(commit) : `${commit}-${prepare}`) as Position;
};

export const logPositionOf = (position: Position): LogPosition => {
  const [commit = '', prepare = commit] = position.split('-');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

/** Nothing, the place before the first event, comes before every position. */
export const comparePlaces = (a: Position | undefined, b: Position | undefined): number => {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  const [left, right] = [logPositionOf(a), logPositionOf(b)];
  const difference = left.commit - right.commit || left.prepare - right.prepare;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export const laterPlace = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  comparePlaces(a, b) >= 0 ? a : b;

export const parsePosition = (text: string): Position | undefined => {
  const [, commit, prepare] = pattern.exec(text) ?? [];
  if (commit === undefined) return undefined;
  return positionOf({ commit: BigInt(commit), prepare: BigInt(prepare ?? commit) });
};
