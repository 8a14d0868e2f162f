import type { Server } from 'node:http';

/** How long requests in flight may take to finish once we are asked to end. Shorter than what orchestrators give a process. */
const patience = 25_000;

/**
 * Takes no new connection, lets every request in flight have its answer, and returns when the last connection is closed.
 * @param milliseconds after this long, what is still open is cut.
 */
export const drain = async (server: Server, milliseconds = patience): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive becomes idle when its answer is out: it would hold us until its own time-out.
  // Who keeps asking over one connection is told that this answer is its last.
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const idle = setInterval(() => server.closeIdleConnections(), 25);
  const last = setTimeout(() => server.closeAllConnections(), milliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(last);
};
