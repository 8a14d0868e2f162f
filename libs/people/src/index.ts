export * from './events';
export { PeopleModule } from './people.module';
