export * from './alerts';
export { AlertNotStanding, GiveADay, GiveWords, TaskEndsByFact, TaskNotOpen, WrongDay } from './refusals';
export { endsByPerson } from './task-kinds';
