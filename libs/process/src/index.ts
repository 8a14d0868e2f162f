export * from './application.module';
export * from './lifetime';
export * from './run';
export * from './serve';
export * from './settings';
