import { Injectable } from '@nestjs/common';
import { pause } from '@ttg/event-sourcing';
import { Counter, Gauge, Histogram, type LabelValues, Registry } from 'prom-client';

/** How long a reading may take before a scrape goes on without it. Milliseconds. */
const patience = 5_000;

interface Described<Label extends string> {
  /** `ttg_…`, with the unit at its end. */
  readonly name: string;
  readonly help: string;
  /** Each has few values, known beforehand: never an id, a path or a name. */
  readonly labels?: readonly Label[];
}

interface Counted<Label extends string> extends Described<Label> {
  /** What is told as 0 from the start: to Prometheus, a series that begins with 1 has never risen, and no rule sees its first case. */
  readonly fromStart?: readonly LabelValues<Label>[];
}

/** The figures of a service, as Prometheus reads them. A context or a lib adds its own when it is made. */
@Injectable()
export class Measures {
  readonly registry = new Registry();
  private readonly readers: { readonly gauges: readonly Gauge[]; readonly read: () => Promise<void> }[] = [];
  private answer: Promise<string> | undefined;
  private readonly unread = this.counter({
    name: 'ttg_unread_figures_total',
    help: 'Readings that failed when figures were asked for: those gauges are missing from that answer',
  });

  counter<Label extends string = string>({ labels = [], fromStart = [], ...named }: Counted<Label>): Counter<Label> {
    const counter = new Counter({ ...named, labelNames: labels, registers: [this.registry] });
    for (const values of fromStart) counter.inc(values, 0);
    return counter;
  }

  /** @param buckets upper bounds, in the unit that the name ends with */
  histogram<Label extends string = string>(
    { labels = [], fromStart = [], ...named }: Counted<Label>,
    buckets: readonly number[],
  ): Histogram<Label> {
    const histogram = new Histogram({
      ...named,
      labelNames: labels,
      buckets: [...buckets],
      registers: [this.registry],
    });
    for (const values of fromStart) histogram.zero(values);
    return histogram;
  }

  gauge<Label extends string = string>({ labels = [], ...named }: Described<Label>): Gauge<Label> {
    return new Gauge({ ...named, labelNames: labels, registers: [this.registry] });
  }

  /**
   * Gauges that are read when somebody asks.
   * @param read sets them; they have been emptied before. When it fails they stay empty: an old figure would be a lie.
   */
  onRead<Label extends string>(gauges: readonly Gauge<Label>[], read: () => Promise<void>): void {
    this.readers.push({ gauges, read });
  }

  /** @returns all figures in the text format of Prometheus. Who asks while they are read is told the same: one more reading would empty these. */
  text(): Promise<string> {
    this.answer ??= this.read().finally(() => (this.answer = undefined));
    return this.answer;
  }

  private async read(): Promise<string> {
    await Promise.all(this.readers.map((reader) => this.readOne(reader)));
    return this.registry.metrics();
  }

  private async readOne({ gauges, read }: (typeof this.readers)[number]): Promise<void> {
    for (const gauge of gauges) gauge.reset();
    const inTime = new AbortController();
    const late = pause(patience, inTime.signal).then(() => {
      throw new Error('It took too long.');
    });
    try {
      await Promise.race([read(), late]);
    } catch {
      // What fails is said where it failed; here it is only counted.
      for (const gauge of gauges) gauge.reset();
      this.unread.inc();
    } finally {
      late.catch(() => undefined);
      inTime.abort();
    }
  }
}
