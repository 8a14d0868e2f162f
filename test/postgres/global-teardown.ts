/** Puts the server of this run away, if this run started one. */
export default async (): Promise<void> => {
  if (!globalThis.ttgTestServer) return;
  await globalThis.ttgTestServer.stop();
  globalThis.ttgTestServer = undefined;
  delete process.env.TEST_POSTGRES_URL;
};
