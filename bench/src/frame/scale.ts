/** How much of everything. */
export interface Scale {
  readonly name: 'full' | 'quick';
  readonly rounds: number;
  /** How long one sample of a throughput lasts. */
  readonly sample: { readonly milliseconds: number };
  /** Cases that are open, in both histories. */
  readonly openCases: number;
  /** Events of the long history; the short one has a tenth of them. */
  readonly events: number;
  /** Board requests of one sample. */
  readonly boardRequests: number;
  /** Streams of ten events that Emmett makes documents of; ours makes twenty times as many. */
  readonly emmettStreams: number;
  /** Events that one process appends and reads while its memory is watched. */
  readonly longRun: number;
  /** How long the server is under load while its memory is watched. */
  readonly memorySeconds: number;
  readonly services: {
    /** Women whose cases are open, each with some seventeen events. */
    readonly women: number;
    /** How long nobody asks the services for anything, and then how long people work with them. */
    readonly idleSeconds: number;
    readonly loadSeconds: number;
  };
}

export const full: Scale = {
  name: 'full',
  rounds: 5,
  sample: { milliseconds: 2_000 },
  openCases: 5_000,
  events: 1_000_000,
  boardRequests: 100,
  emmettStreams: 300,
  longRun: 1_000_000,
  memorySeconds: 180,
  services: { women: 6_000, idleSeconds: 30, loadSeconds: 30 },
};

/** Ends within five minutes on two cores: figures for a glance, not for the record. */
export const quick: Scale = {
  name: 'quick',
  rounds: 3,
  sample: { milliseconds: 700 },
  openCases: 500,
  events: 100_000,
  boardRequests: 40,
  emmettStreams: 100,
  longRun: 100_000,
  memorySeconds: 20,
  services: { women: 800, idleSeconds: 10, loadSeconds: 5 },
};
