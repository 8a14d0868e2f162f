import type { Account } from './account';

const demo = (id: string, role: Account['role'], organisation: string, title: string): Account => ({
  id,
  role,
  organisation,
  title: `${title} (demo)`,
});

/** Synthetic accounts, for demonstrations and tests only: nobody stands behind them. */
export const demoAccounts: readonly Account[] = [
  demo('resettlement-bronzefield', 'prison-resettlement', 'BZI', 'Resettlement officer, Bronzefield'),
  demo('resettlement-downview', 'prison-resettlement', 'DWI', 'Resettlement officer, Downview'),
  demo('healthcare-bronzefield', 'prison-healthcare', 'BZI', 'Healthcare, Bronzefield'),
  demo('healthcare-downview', 'prison-healthcare', 'DWI', 'Healthcare, Downview'),
  demo('housing-southwark', 'council-housing', 'E09000028', 'Housing officer, Southwark'),
  demo('housing-camden', 'council-housing', 'E09000007', 'Housing officer, Camden'),
  demo('probation-london', 'probation-practitioner', 'London', 'Probation practitioner, London'),
  demo('probation-manager-london', 'probation-manager', 'London', 'Senior probation officer, London'),
  demo('domestic-abuse-lead-bronzefield', 'domestic-abuse-lead', 'BZI', 'Named domestic abuse lead, Bronzefield'),
  demo('administrator', 'administrator', 'through-the-gate', 'Administrator'),
];

/** The demo account of that id. */
export const findDemoAccount = (id: string): Account | undefined => demoAccounts.find((account) => account.id === id);
