export {
  assess,
  findings,
  ruleVersion,
  situationOn,
  type Assessment,
  type OpenTask,
  type StandingAlert,
} from './assess';
export { expectedRelease, type ExpectedRelease } from './expected-release';
export type { FactsUsed, Finding } from './finding';
export { medicinesState, type MedicinesState } from './medicine-gap';
export { onThatDay, type OnThatDay } from './on-that-day';
export { hearingsToCome, isUnsentenced, notPrepared, type ToPrepare } from './remand-release';
export { ruleInWords, rulesInWords } from './rules-in-words';
export * from './texts';
