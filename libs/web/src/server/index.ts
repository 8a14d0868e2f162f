export * from './configure-server';
export * from './describe-api';
export * from './drain';
