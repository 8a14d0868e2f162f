export { Measures } from './metrics/measures';
export { type Behind, type GroupStanding, MessagingMeasures, type WebhookOutcome } from './metrics/messaging-measures';
export { whileWaiting } from './metrics/seconds';
export { ObservabilityModule } from './observability.module';
export type { ObservabilityOptions } from './options';
export { type DoneWithEvents, EventTraces } from './tracing/event-traces';
export { eventStep, noticeStep, parseTraceparent, type Step, traceparentOf } from './tracing/trace-ids';
export { Tracing } from './tracing/tracing';
