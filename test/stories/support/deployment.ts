import { startApp, temporaryDataDir } from '../../support/built-app';

/** A council of a story listens on this machine. */
export const withCouncilsHere = { WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' };

/** Where a story is played. */
export interface Deployment {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The built application with a data folder and a database of its own; or, with STORIES_URL, whatever runs there: a demo
 * deployment whose clock is not past the first day of the story, and which may send to this machine. Played one after another in the order of their names, the
 * stories only ever move the clock forwards.
 */
export const deployment = async (): Promise<Deployment> => {
  const url = process.env.STORIES_URL;
  if (url) return { url: url.replace(/\/$/, ''), stop: async () => undefined };
  const data = temporaryDataDir();
  const app = await startApp({ env: { ...withCouncilsHere, DATA_DIR: data.path, DEMO: 'on', DEMO_WOMEN: '0' } });
  return {
    url: app.url,
    stop: async () => {
      await app.stop();
      await data.remove();
    },
  };
};
