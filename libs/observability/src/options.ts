import type { SpanExporter } from '@opentelemetry/sdk-trace-node';

/** What a service says of itself and to whom. */
export interface ObservabilityOptions {
  /** Which of the services this is: `all-in-one`, `custody`. */
  readonly service: string;
  /** The commit it was built from, where that is known. */
  readonly commit?: string;
  /** Where figures are served; nowhere without. A port of 0 takes any free one. */
  readonly metrics?: { readonly host: string; readonly port: number };
  /** Where traces are sent; none are drawn without. */
  readonly traces?: {
    /** The endpoint of an OTLP/HTTP collector, without `/v1/traces`; or an exporter of one's own. */
    readonly to: string | SpanExporter;
    /** Which share of all traces, 0 to 1. The same traces in every process. */
    readonly share: number;
  };
}

export const observabilityOptions = Symbol('observability options');
