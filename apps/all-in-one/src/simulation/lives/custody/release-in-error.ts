import { RecordReleaseReversal } from '@ttg/custody/release-reversal/commands';
import { RecordRelease } from '@ttg/custody/release/commands';
import { custodyRates as rates } from '../../rates/custody';
import { perWorkingDay } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';

/** Somebody else's release is recorded as hers, and taken back the same day: she was inside all the time. */
export const releaseInError = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  if (!today.isWorking || !dice.happens(rates.releasedInErrorADay.value * perWorkingDay)) return;
  const [by, on] = [life.inPrison('prison-resettlement'), today.iso];
  const release = { on, from: 'prison', toAccommodation: 'not-known' } as const;
  life.record(by, 'release in error', new RecordRelease(stay.caseId, release));
  life.record(by, 'release reversed', new RecordReleaseReversal(stay.caseId, { reason: 'recorded-in-error', on }));
};
