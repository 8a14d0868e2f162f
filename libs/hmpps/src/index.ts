export { HmppsModule, type HmppsOptions } from './hmpps.module';
export type { HmppsSettings } from './hmpps-settings';
