import { firstPrescriberContact, medicineCover, type CoverInput } from './medicine-cover';
import { date } from './plain-date';

const released = date('2027-03-24');
const threeDaysInHand: CoverInput = {
  releaseDay: released,
  doseGivenOnDayOfRelease: false,
  items: [{ itemId: 'a', inHandDays: 3 }],
  prescriptions: [],
  firstContactOn: date('2027-04-02'),
};
const run = (days?: { from: { toString(): string }; to: { toString(): string }; days: number }) =>
  days && [days.from.toString(), days.to.toString(), days.days];

describe('three days in hand, released Wednesday 24 March, first prescriber Friday 2 April', () => {
  it('leaves her without medicine from 27 March to 1 April, six days, while a prescription is only planned', () => {
    const cover = medicineCover({ ...threeDaysInHand, prescriptions: [{ days: 28 }] });
    expect(run(cover.gap)).toEqual(['2027-03-27', '2027-04-01', 6]);
    expect(cover.coveredTo?.toString()).toBe('2027-03-26');
    expect(cover.waiting).toHaveLength(1);
    expect(cover.reachesContact).toBe(false);
    expect(cover.collectBy).toBeUndefined();
  });

  it('takes an issued prescription for no cover, and says by when to collect it', () => {
    const cover = medicineCover({ ...threeDaysInHand, prescriptions: [{ days: 28, issuedOn: released }] });
    expect(run(cover.gap)).toEqual(['2027-03-27', '2027-04-01', 6]);
    expect(cover.collectBy?.toString()).toBe('2027-03-26');
  });

  it('covers her to 23 April once it is collected on 25 March', () => {
    const collected = { days: 28, issuedOn: released, collectedOn: date('2027-03-25') };
    const cover = medicineCover({ ...threeDaysInHand, prescriptions: [collected] });
    expect(cover.coveredTo?.toString()).toBe('2027-04-23');
    expect(cover.gap).toBeUndefined();
    expect(cover.waiting).toEqual([]);
    expect(cover.missed).toEqual([]);
    expect(cover.reachesContact).toBe(true);
  });

  it('keeps the days she missed when it is collected late', () => {
    const late = { days: 28, issuedOn: released, collectedOn: date('2027-03-30') };
    const cover = medicineCover({ ...threeDaysInHand, prescriptions: [late] });
    expect(cover.missed.map(run)).toEqual([['2027-03-27', '2027-03-29', 3]]);
    expect(cover.coveredTo?.toString()).toBe('2027-04-26');
    expect(cover.gap).toBeUndefined();
  });

  it('counts from the day after when that day’s dose was given inside', () => {
    const cover = medicineCover({ ...threeDaysInHand, doseGivenOnDayOfRelease: true });
    expect(run(cover.gap)).toEqual(['2027-03-28', '2027-04-01', 5]);
  });

  it('cannot name a gap while no contact is known, nor say that her medicine reaches it', () => {
    const cover = medicineCover({ ...threeDaysInHand, firstContactOn: undefined });
    expect(cover.gap).toBeUndefined();
    expect(cover.reachesContact).toBe(false);
  });

  it('has no gap when it runs out on the day of the contact', () => {
    const cover = medicineCover({ ...threeDaysInHand, firstContactOn: date('2027-03-27') });
    expect(cover.gap).toBeUndefined();
    expect(cover.reachesContact).toBe(true);
  });
});

describe('several medicines', () => {
  const two: CoverInput = { ...threeDaysInHand, items: [...threeDaysInHand.items, { itemId: 'b', inHandDays: 5 }] };

  it('lets the one that runs out first decide', () => {
    expect(medicineCover(two).runOutOn?.toString()).toBe('2027-03-27');
    expect(run(medicineCover(two).gap)).toEqual(['2027-03-27', '2027-04-01', 6]);
  });

  it('moves only the medicines that a prescription names', () => {
    const prescriptions = [{ days: 28, issuedOn: released, collectedOn: released, itemIds: ['a'] }];
    const cover = medicineCover({ ...two, prescriptions });
    expect(cover.items.map(({ coveredTo }) => coveredTo.toString())).toEqual(['2027-04-23', '2027-03-28']);
    expect(run(cover.gap)).toEqual(['2027-03-29', '2027-04-01', 4]);
  });

  it('adds prescriptions in the order they were collected, however they were recorded', () => {
    const early = { days: 7, issuedOn: released, collectedOn: date('2027-03-25') };
    const late = { days: 7, issuedOn: released, collectedOn: date('2027-04-10') };
    const cover = medicineCover({ ...threeDaysInHand, prescriptions: [late, early] });
    expect(cover.missed.map(run)).toEqual([['2027-04-03', '2027-04-09', 7]]);
    expect(cover.coveredTo?.toString()).toBe('2027-04-16');
  });

  it('joins the missed days of several medicines', () => {
    const prescriptions = [{ days: 28, issuedOn: released, collectedOn: date('2027-03-31') }];
    expect(medicineCover({ ...two, prescriptions }).missed.map(run)).toEqual([['2027-03-27', '2027-03-30', 4]]);
  });
});

it('has nothing to cover without medicines that are counted in days', () => {
  const cover = medicineCover({ ...threeDaysInHand, items: [], prescriptions: [{ days: 28 }] });
  expect(cover).toMatchObject({ items: [], waiting: [], reachesContact: true });
  expect(cover.runOutOn).toBeUndefined();
});

describe('the first prescriber contact', () => {
  const on = (day: string, state: 'booked' | 'attended' | 'missed' | 'cancelled') => ({ on: date(day), state });

  it('is the earliest that was neither missed nor cancelled', () => {
    const contacts = [on('2027-04-05', 'booked'), on('2027-03-29', 'missed'), on('2027-03-30', 'cancelled')];
    expect(firstPrescriberContact(contacts, released)?.toString()).toBe('2027-04-05');
  });

  it('is not one before she leaves', () => {
    expect(firstPrescriberContact([on('2027-03-20', 'attended')], released)).toBeUndefined();
  });
});
