import { Client } from 'pg';

/** @returns a connection of its own. One that breaks is told by its next query; nobody listening, it would end the process. */
export const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};
