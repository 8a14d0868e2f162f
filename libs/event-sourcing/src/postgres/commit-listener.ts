import { Client, type ClientConfig } from 'pg';
import { keepInTouch } from './silence';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

/** One connection of this process that listens for appends of all processes, and comes back when it is lost. */
export class CommitListener {
  private client: Client | undefined;
  private isClosed = false;
  private pauseMs = firstPauseMs;
  private retry: NodeJS.Timeout | undefined;

  /**
   * @param onAppend told the position of the last event of an append.
   * @param onListening called when it listens: whatever was notified before was missed.
   */
  constructor(
    private readonly config: ClientConfig,
    private readonly onAppend: (position: bigint) => void,
    private readonly onListening: () => void,
  ) {
    void this.listen();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new Client({
      ...connectionOf(this.config),
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'ttg-listen',
    });
    this.client = client;
    client.on('notification', ({ payload }) => {
      if (payload && /^\d{1,19}$/.test(payload)) this.onAppend(BigInt(payload));
    });
    client.on('error', () => undefined);
    client.once('end', () => this.comeBack());
    try {
      await client.connect();
      keepInTouch(client, connectionOf(this.config));
      await client.query('listen eventstore');
      this.pauseMs = firstPauseMs;
      this.onListening();
    } catch {
      await client.end().catch(() => undefined);
      this.comeBack();
    }
  }

  private comeBack(): void {
    clearTimeout(this.retry);
    if (this.isClosed) return;
    this.retry = setTimeout(() => void this.listen(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
  }
}

/** A pool's options have more in them than a connection may be given, and hide the password from copies. */
const connectionOf = ({ connectionString, host, port, user, password, database, ssl }: ClientConfig): ClientConfig =>
  connectionString ? { connectionString, ssl } : { host, port, user, password, database, ssl };
