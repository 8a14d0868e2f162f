import type { Account } from '@ttg/access';
import type { Actor } from '@ttg/event-sourcing';
import { audiences, type Audience } from '../events';

/** Which women an account may see, and as whom it reads (law-and-practice E.4). */
export interface Viewer {
  /** Absent for an account that reads no alerts: who runs the system needs none. */
  readonly reader: Audience | undefined;
  readonly seesNames: boolean;
  /** Only women held there. */
  readonly prison?: string;
  /** Only women with a referral to that council. */
  readonly council?: string;
}

const inPrison: readonly string[] = ['prison-resettlement', 'prison-healthcare', 'domestic-abuse-lead'];

export const viewerOf = (account: Account): Viewer => viewer(account);

/** The one who acts, as a viewer; a role nobody knows sees nothing. */
export const viewerOfActor = ({ role, organisation }: Actor): Viewer => viewer({ role, organisation });

const viewer = ({ role, organisation }: { readonly role: string; readonly organisation: string }): Viewer => {
  const reader = audiences.find((audience) => audience === role);
  return {
    reader,
    seesNames: reader !== undefined,
    prison: inPrison.includes(role) ? organisation : undefined,
    council: role === 'council-housing' ? organisation : undefined,
  };
};

/** Which of a woman's needs the account may be shown. */
export const seesHealth = ({ reader }: Viewer): boolean => reader !== undefined && reader !== 'council-housing';

/** What a housing officer and healthcare work towards (E.4); the rest of her day is not theirs to know. */
const councilsPart: readonly string[] = ['address', 'duty-to-refer', 'safe-contact'];
const healthcaresPart: readonly string[] = ['address', 'medicines', 'gp', 'safe-contact'];
const health: readonly string[] = ['medicines', 'gp'];

/** Whether the account may be shown that line of what must be true on the day. */
export const seesOnTheDay = (viewer: Viewer, key: string): boolean => {
  if (viewer.reader === 'council-housing') return councilsPart.includes(key);
  if (viewer.reader === 'prison-healthcare') return healthcaresPart.includes(key);
  return seesHealth(viewer) || !health.includes(key);
};
