import { entryOf } from '../support/build';
import { type AppEnvironment, type RunningApp, type Start, startApp, temporaryDataDir } from '../support/built-app';

/** All services as processes of their own, behind one entry. */
export interface Deployed extends RunningApp {
  readonly dataDir: string;
  /** Ends it, whatever it has come to, and removes what it left. */
  remove(): Promise<void>;
}

/** What starts them all. */
export const servicesEntry = entryOf('services');

/** As `npm run services` starts them, on a database of their own: a demo in which nobody is made up. @param how another program than theirs */
export const deploy = async (env: AppEnvironment = {}, how: Omit<Start, 'env'> = {}): Promise<Deployed> => {
  const data = temporaryDataDir();
  try {
    const app = await startApp({ program: servicesEntry, ...how, env: { DATA_DIR: data.path, DEMO: 'on', ...env } });
    const remove = async (): Promise<void> => {
      await app.stop();
      await data.remove();
    };
    return { ...app, dataDir: data.path, remove };
  } catch (error) {
    await data.remove();
    throw error;
  }
};
