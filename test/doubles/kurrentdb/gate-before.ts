import { Gate } from './gate';

interface Node {
  readonly beginning: string;
  readonly host: string;
  readonly port: number;
  readonly options: string;
}

/** One host, without TLS. Through a gate a certificate would have the wrong name, and a cluster tells addresses that lead past it. */
const oneNode = /^(?<beginning>[a-z]+:\/\/(?:[^@/]+@)?)(?<host>[^:/?,@]+)(?::(?<port>\d+))?\/?(?<options>\?.*)$/i;

/** What the client takes where none is named. */
const usualPort = 2113;

const nodeOf = (connectionString: string): Node | undefined => {
  const { beginning, host, port, options } = oneNode.exec(connectionString.trim())?.groups ?? {};
  if (!beginning || !host || !options || !/[?&]tls=false(&|$)/i.test(options)) return undefined;
  if (/[?&]dnsDiscover=true(&|$)/i.test(options)) return undefined;
  return { beginning, host, port: Number(port ?? usualPort), options };
};

/** Whether a gate can stand before the server of this connection string. */
export const canStandBefore = (connectionString: string): boolean => nodeOf(connectionString) !== undefined;

/** @returns a gate before that server, and how a client is told of the gate. */
export const gateBefore = async (connectionString: string): Promise<{ gate: Gate; connectionString: string }> => {
  const node = nodeOf(connectionString);
  if (!node) throw new Error('A gate stands before one host, without TLS.');
  const { beginning, host, port, options } = node;
  const gate = await Gate.open(port, host);
  return { gate, connectionString: `${beginning}127.0.0.1:${gate.port}${options}` };
};
