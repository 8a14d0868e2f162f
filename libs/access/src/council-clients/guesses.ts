/** So many wrong secrets of one client in so many milliseconds of real time, then no more are looked at. */
const mostFailures = 10;
const withinMs = 60_000;
/** Clients that are remembered; whoever asks under ever new names only costs the memory of these. */
const mostClients = 1000;

/** Keeps guesses at a client's secret few. In this process alone: with n processes, n times as many. */
export class Guesses {
  private readonly failures = new Map<string, readonly number[]>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  allow(clientId: string): boolean {
    return this.recent(clientId).length < mostFailures;
  }

  failed(clientId: string): void {
    const times = [...this.recent(clientId), this.now()];
    this.failures.delete(clientId);
    this.failures.set(clientId, times);
    const [oldest] = this.failures.keys();
    if (this.failures.size > mostClients && oldest !== undefined) this.failures.delete(oldest);
  }

  private recent(clientId: string): readonly number[] {
    return (this.failures.get(clientId) ?? []).filter((time) => time > this.now() - withinMs);
  }
}
