import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Span } from './collector';

/** Takes spans within this process, in the form of the collector: Jest lets OpenTelemetry's own exporter load nothing. */
export class KeptSpans implements SpanExporter {
  readonly spans: Pick<Span, 'traceId' | 'spanId' | 'parentSpanId' | 'name' | 'links'>[] = [];
  text = '';

  export(spans: ReadableSpan[], done: (result: { code: number }) => void): void {
    for (const span of spans) {
      this.spans.push({
        traceId: span.spanContext().traceId,
        spanId: span.spanContext().spanId,
        parentSpanId: span.parentSpanContext?.spanId,
        name: span.name,
        links: span.links.map(({ context }) => ({ traceId: context.traceId, spanId: context.spanId })),
      });
      this.text += JSON.stringify([span.name, span.attributes, span.status]);
    }
    done({ code: 0 });
  }

  async shutdown(): Promise<void> {}
}
