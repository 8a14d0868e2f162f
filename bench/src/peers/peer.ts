import type { EventToAppend } from '@ttg/event-sourcing';

/** An event store of the field, as bench/peers opens it. */
export interface Peer {
  /** Appends to a stream that is new, and says so. */
  create(stream: string, events: readonly EventToAppend[]): Promise<void>;
  /** @returns how many events the stream has. */
  readStream(stream: string): Promise<number>;
  close(): Promise<void>;
}

export interface Emmett extends Peer {
  /** Appends to a stream that others write to as well, expecting nothing. @returns false where it was refused. */
  append(stream: string, events: readonly EventToAppend[]): Promise<boolean>;
  /** Makes a document for each stream anew, from all events. @returns of how many they tell. */
  rebuild(): Promise<number>;
}

/** Those who came; each has an empty database of its own on the server of the bench. */
export interface Peers {
  readonly emmett: Emmett;
  /** Emmett once more, in a database of its own: a rebuild reads all that is there. */
  readonly emmettToRebuild: Emmett;
  readonly messageDb: Peer;
}

/** The modules of bench/peers, which is no part of this compilation. */
export interface PeerModules {
  openEmmett(url: string, connections: number): Promise<Emmett>;
  openMessageDb(url: string, connections: number): Promise<Peer>;
}
