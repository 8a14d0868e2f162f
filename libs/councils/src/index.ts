export { CouncilsModule, type FromCouncils } from './councils.module';
export type { CouncilsOptions } from './councils-options';
export { CouncilNotices } from './notices/council-notices';
export * from './notices/notice';
