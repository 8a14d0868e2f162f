import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Ground } from '../ground/ground';
import { peersFolder } from './install';
import type { Peer, PeerModules, Peers } from './peer';

/** For each of their writers one. */
const connections = 32;

/** Opens the peers on the server of the bench. They are ES modules with types of their own, and the bench is neither. */
export const invite = async (ground: Ground): Promise<Peers> => {
  const { openEmmett } = await load<Pick<PeerModules, 'openEmmett'>>('emmett.mjs');
  const { openMessageDb } = await load<Pick<PeerModules, 'openMessageDb'>>('message-db.mjs');
  return {
    emmett: await openEmmett(await ground.guestDatabase('bench_emmett'), connections),
    emmettToRebuild: await openEmmett(await ground.guestDatabase('bench_emmett_documents'), connections),
    messageDb: await openMessageDb(await ground.guestDatabase('bench_message_db'), connections),
  };
};

/** Closes what is open. */
export const leave = async (peers: Peers | undefined): Promise<void> => {
  for (const peer of Object.values<Peer>({ ...peers })) await peer.close();
};

const load = async <Module>(file: string): Promise<Module> =>
  (await import(pathToFileURL(join(peersFolder(), 'src', file)).href)) as Module;
