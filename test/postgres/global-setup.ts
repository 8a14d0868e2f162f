import { startTestServer } from './server';

/**
 * Gives the tests a PostgreSQL, by way of the environment: TEST_POSTGRES_URL, a superuser's. One that is set already is used
 * as it is: every test makes a database of its own there.
 */
export default async (): Promise<void> => {
  if (process.env.TEST_POSTGRES_URL) return;
  globalThis.ttgTestServer = await startTestServer();
  process.env.TEST_POSTGRES_URL = globalThis.ttgTestServer.url;
};
