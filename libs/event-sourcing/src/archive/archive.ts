import { Inject, Injectable } from '@nestjs/common';
import { date, startOfLondonDay } from '@ttg/calendar';
import { Client, Pool } from 'pg';
import { StartFailure } from '../embedded-postgres/start-failure';
import type { IsoDate } from '../events/iso';
import { kernelOptions, type KernelOptions } from '../kernel-options';
import { statements } from '../postgres/statements';

/** About how many events are moved in one transaction: a second's work. */
const sliceSize = 5_000;

export interface ArchivableStream {
  readonly stream: string;
  readonly events: number;
}

/**
 * Moves the streams of closed cases out of the way of appends. They are read as before, by stream, by id and in the order of
 * all events; an append to one of them goes on where it ended (docs/adr/0015-archive-and-plans.md).
 */
@Injectable()
export class Archive {
  constructor(
    private readonly pool: Pool,
    @Inject(kernelOptions) private readonly options: KernelOptions,
  ) {}

  /**
   * @param cases ids of closed cases.
   * @param before nothing was recorded in the stream on this day, London time, or since.
   * @returns the streams that are of these cases alone, the oldest first.
   */
  async streamsOf(cases: readonly string[], before: IsoDate): Promise<readonly ArchivableStream[]> {
    if (cases.length === 0) return [];
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      // All of the table is wanted: the one thing that the settings of this connection are against.
      await client.query('set local enable_seqscan = on');
      const values = [[...new Set(cases)], beginningOf(before)];
      return (await client.query<ArchivableStream>({ ...statements.streamsToArchive, values })).rows;
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }

  /**
   * Moves streams in slices, each whole or not at all: whatever ends it, it can be run again.
   * @param onProgress told how many events were moved so far.
   * @returns how many events were moved: those of a stream to which something was added meanwhile are left.
   * @throws StartFailure where nothing says who may archive.
   */
  async move(
    streams: readonly ArchivableStream[],
    before: IsoDate,
    onProgress: (events: number) => void = () => undefined,
  ): Promise<number> {
    return this.asMaintenance(async (client) => {
      let moved = 0;
      for (const slice of slices(streams)) {
        const values = [slice.map(({ stream }) => stream), beginningOf(before)];
        const { rows } = await client.query<{ events: string }>({ ...statements.archiveStreams, values });
        moved += Number(rows[0]?.events ?? 0);
        onProgress(moved);
      }
      return moved;
    });
  }

  private async asMaintenance<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { maintenanceUrl } = this.options;
    if (maintenanceUrl === undefined) {
      throw new StartFailure('Set DATABASE_MAINTENANCE_URL: the application itself may not move events.');
    }
    const client = new Client({ connectionString: maintenanceUrl, application_name: 'ttg archive', keepAlive: true });
    // Told by the query that fails; without a listener it would end the process between two.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

const beginningOf = (day: IsoDate): string => startOfLondonDay(date(day)).toString();

function* slices(streams: readonly ArchivableStream[]): Generator<readonly ArchivableStream[]> {
  let slice: ArchivableStream[] = [];
  let size = 0;
  for (const one of streams) {
    if (size > 0 && size + one.events > sliceSize) {
      yield slice;
      [slice, size] = [[], 0];
    }
    slice.push(one);
    size += one.events;
  }
  if (slice.length > 0) yield slice;
}
