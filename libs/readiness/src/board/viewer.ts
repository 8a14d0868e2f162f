import type { Account } from '@ttg/access';
import type { Audience } from '../events';

/** Which women an account may see, and as whom it reads (law-and-practice E.4). */
export interface Viewer {
  readonly account: Account;
  /** Absent for an account that reads no alerts: who runs the system needs none. */
  readonly reader: Audience | undefined;
  readonly seesNames: boolean;
  /** Only women held there. */
  readonly prison?: string;
  /** Only women with a referral to that council. */
  readonly council?: string;
}

const inPrison: readonly string[] = ['prison-resettlement', 'prison-healthcare', 'domestic-abuse-lead'];

export const viewerOf = (account: Account): Viewer => ({
  account,
  reader: account.role === 'administrator' ? undefined : account.role,
  seesNames: account.role !== 'administrator',
  prison: inPrison.includes(account.role) ? account.organisation : undefined,
  council: account.role === 'council-housing' ? account.organisation : undefined,
});

/** Which of a woman's needs the account may be shown. */
export const seesHealth = ({ reader }: Viewer): boolean => reader !== 'council-housing';
