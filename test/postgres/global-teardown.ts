import type { TestServer } from './server';

/** Puts the server of this run away, if this run started one. */
export default async (): Promise<void> => {
  const server: TestServer | undefined = globalThis.ttgTestServer;
  if (!server) return;
  await server.stop();
  globalThis.ttgTestServer = undefined;
  delete process.env.TEST_POSTGRES_URL;
};
