export * from './events';
export { SharingModule } from './sharing.module';
