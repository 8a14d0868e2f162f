export { type Fault, Faults } from './faults';
export * from './health.module';
export { Relays } from './relays';
