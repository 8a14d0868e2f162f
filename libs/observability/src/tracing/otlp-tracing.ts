import {
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { BasicTracerProvider, IdGenerator, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Step } from './trace-ids';
import { type EndedStep, Tracing } from './tracing';

const kinds: Readonly<Record<EndedStep['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Gives the next span the ids that are wanted for it: OpenTelemetry asks for them while the span is made. */
class WantedIds implements IdGenerator {
  wanted: Step = { traceId: '', spanId: '' };
  generateTraceId = (): string => this.wanted.traceId;
  generateSpanId = (): string => this.wanted.spanId;
}

export interface TracedService {
  readonly service: string;
  readonly version: string;
  /** Which share of all traces, 0 to 1: by their ids, so that every process takes the same ones. */
  readonly share: number;
}

/** Sends traces to an OpenTelemetry collector, in batches and beside all else; what cannot be sent is dropped. */
export class OtlpTracing extends Tracing {
  override readonly isOn = true;
  private readonly tracer: Tracer;

  private constructor(
    private readonly provider: BasicTracerProvider,
    private readonly ids: WantedIds,
  ) {
    super();
    this.tracer = provider.getTracer('through-the-gate');
  }

  /**
   * OpenTelemetry is loaded here, and nowhere where no traces are drawn: it takes memory and time at the start.
   * @param to the endpoint of a collector, without `/v1/traces`; or an exporter of one's own
   */
  static async open(to: string | SpanExporter, { service, version, share }: TracedService): Promise<OtlpTracing> {
    const exporter = typeof to === 'string' ? await otlpExporter(to) : to;
    const { resourceFromAttributes } = await import('@opentelemetry/resources');
    const sdk = await import('@opentelemetry/sdk-trace-node');
    const ids = new WantedIds();
    const provider = new sdk.BasicTracerProvider({
      idGenerator: ids,
      // Not by the parent: what follows in another process, or a day later, is known by its trace alone.
      sampler: new sdk.TraceIdRatioBasedSampler(share),
      resource: resourceFromAttributes({ 'service.name': `through-the-gate.${service}`, 'service.version': version }),
      spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
    });
    return new OtlpTracing(provider, ids);
  }

  override record({ step, parent, answers, name, kind, began, ended, attributes, failed }: EndedStep): void {
    this.ids.wanted = step;
    const within = parent ? trace.setSpanContext(ROOT_CONTEXT, asSpan(parent)) : ROOT_CONTEXT;
    const links = answers ? [{ context: asSpan(answers) }] : [];
    const span = this.tracer.startSpan(
      name,
      { kind: kinds[kind], startTime: inEpoch(began), attributes: { ...attributes }, links },
      within,
    );
    if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failed });
    span.end(inEpoch(ended));
  }

  override close(): Promise<void> {
    return this.provider.shutdown();
  }
}

const otlpExporter = async (endpoint: string): Promise<SpanExporter> => {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
};

const asSpan = (step: Step): SpanContext => ({ ...step, traceFlags: TraceFlags.SAMPLED, isRemote: true });

const inEpoch = (time: number): number => performance.timeOrigin + time;
