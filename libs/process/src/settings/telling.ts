import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsUrl, Max, Min } from 'class-validator';
import type { ObservabilityOptions } from '@ttg/observability';
import { decimal, wholeNumber } from './forms';

export const logLevels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

/** What the running program tells of itself, and to whom. */
export class TellingEnvironment {
  /** How much is written to the console: each level has those before it. */
  @IsIn(logLevels, { message: `LOG_LEVEL must be one of ${logLevels.join(', ')}, and is "$value".` })
  readonly LOG_LEVEL: LogLevel = 'warn';

  /** One JSON object a line, for programs, or text, for people: text at a terminal, else JSON. */
  @IsOptional()
  @IsIn(logFormats, { message: `LOG_FORMAT must be one of ${logFormats.join(', ')}, and is "$value".` })
  readonly LOG_FORMAT?: LogFormat;

  /** A port of its own on which Prometheus reads figures; none without. */
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  @Min(1, { message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  @Max(65_535, { message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  readonly METRICS_PORT?: number;

  /** The address that port is on. */
  readonly METRICS_HOST: string = '127.0.0.1';

  /** An OpenTelemetry collector that takes OTLP over HTTP; no traces are drawn without. */
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'OTEL_EXPORTER_OTLP_ENDPOINT must look like http://collector:4318.' },
  )
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Which share of all traces is drawn. */
  @Transform(decimal)
  @IsNumber({}, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  @Min(0, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  @Max(1, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  readonly OTEL_TRACES_SAMPLER_ARG: number = 1;

  /** The commit that this was built from, for `/info`. */
  readonly COMMIT?: string;
}

export const observabilityFrom = (read: TellingEnvironment): Omit<ObservabilityOptions, 'service'> => {
  const { COMMIT: commit, METRICS_HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: to } = read;
  return {
    commit,
    metrics: port === undefined ? undefined : { host, port },
    traces: to === undefined ? undefined : { to, share: read.OTEL_TRACES_SAMPLER_ARG },
  };
};

/** @returns the level that was asked for and those before it. */
export const levelsFrom = (read: TellingEnvironment): LogLevel[] =>
  logLevels.slice(0, logLevels.indexOf(read.LOG_LEVEL) + 1);
