export * from './configure-server';
export type { Answers } from './describe-answers';
export * from './describe-api';
export * from './drain';
