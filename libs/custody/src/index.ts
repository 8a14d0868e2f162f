export { CustodyModule } from './custody.module';
export * from './events';
