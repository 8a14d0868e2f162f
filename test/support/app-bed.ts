import {
  type AppEnvironment,
  runApp,
  type EndedApp,
  type RunningApp,
  startApp,
  temporaryDataDir,
  type TemporaryDataDir,
} from './built-app';

/** A data folder for each test, and what is started on it. */
export interface AppBed {
  readonly path: string;
  /** The settings of every start, and more. */
  env(more?: AppEnvironment): AppEnvironment;
  /** @returns the application, which is killed after the test if it runs then */
  start(more?: AppEnvironment): Promise<RunningApp>;
  /** Where something is to keep it from starting. */
  run(more?: AppEnvironment): Promise<EndedApp>;
}

/** Gives every test of a suite a data folder of its own, and puts away what was started on it. @param common settings of all */
export const appBed = (common: () => AppEnvironment = () => ({})): AppBed => {
  let data: TemporaryDataDir | undefined;
  const running: RunningApp[] = [];
  const path = (): string => {
    if (!data) throw new Error('There is a data folder within a test only.');
    return data.path;
  };
  beforeEach(() => {
    data = temporaryDataDir();
  });
  afterEach(async () => {
    for (const app of running.splice(0)) await app.kill();
    await data?.remove();
  });
  const env = (more?: AppEnvironment): AppEnvironment => ({ DATA_DIR: path(), ...common(), ...more });
  return {
    get path() {
      return path();
    },
    env,
    start: async (more) => {
      const app = await startApp({ env: env(more) });
      running.push(app);
      return app;
    },
    run: (more) => runApp({ env: env(more) }),
  };
};
