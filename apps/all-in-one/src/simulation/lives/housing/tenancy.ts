import { RecordAccommodation } from '@ttg/housing/accommodation/commands';
import { endTenancy, recordTenancy } from '@ttg/housing/accommodation/tenancy';
import { housingRates as rates } from '../../rates/housing';
import { staffRates } from '../../rates/staff';
import { perWorkingDay } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';

/** The home she held before: it is written down, and some lose it while they are inside. */
export const tenancy = (life: Life, dice: Dice): void => {
  const { her, housing, stay, today } = life;
  const rents = her.tenure === 'social-rent' || her.tenure === 'private-rent';
  if (housing.inNeed || !rents || !life.isInside || stay.screened === 'not-yet') return;
  const staff = life.inPrison('prison-resettlement');
  if (!housing.tenancyRecorded) {
    if (!life.getsDone(dice, staffRates.tenancyRecorded)) return;
    housing.tenancyRecorded = true;
    const recorded = { caseId: stay.caseId, tenure: her.tenure, atRisk: false, on: today.iso };
    life.record(staff, 'tenancy', new RecordAccommodation(stay.caseId, (day) => recordTenancy(recorded, day)));
  } else if (today.isWorking && dice.happens(rates.homeLostADay.value * perWorkingDay)) {
    housing.inNeed = true;
    const ended = { caseId: stay.caseId, how: dice.oneOf(['surrendered', 'evicted'] as const), on: today.iso };
    life.record(staff, 'tenancy ended', new RecordAccommodation(stay.caseId, (day) => endTenancy(ended, day)));
  }
};
