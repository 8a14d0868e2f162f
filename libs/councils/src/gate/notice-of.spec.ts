import { noticeOf, type Change } from './notice-of';

const officer = { id: 'synthetic', role: 'prison-resettlement', organisation: 'BZI' };
const southwark = { id: 'synthetic', role: 'council-housing', organisation: 'E09000028' };

const change = (type: string, changes: Partial<Change> = {}): Change => ({
  type,
  actor: officer,
  council: 'E09000028',
  before: 'live',
  after: 'live',
  ...changes,
});

describe('a council is told', () => {
  it('that a referral was made to it', () =>
    expect(noticeOf(change('housing.duty-to-refer-made', { before: 'not-made' }))).toBe('council.referral-made'));

  it.each([
    ['custody.release-date-set', 'council.release-changed'],
    ['custody.release-date-changed', 'council.release-changed'],
    ['custody.release-date-withdrawn', 'council.release-changed'],
    ['custody.released', 'council.release-changed'],
    ['custody.release-reversed', 'council.release-changed'],
    ['housing.referral-carried-over', 'council.release-changed'],
    ['housing.referral-needs-reconfirming', 'council.reconfirmation-asked'],
    ['housing.call-slot-requested', 'council.call-slot-changed'],
    ['housing.call-slot-booked', 'council.call-slot-changed'],
  ])('of %s while the referral is live', (type, notice) => {
    expect(noticeOf(change(type))).toBe(notice);
    expect(noticeOf(change(type, { before: 'finished', after: 'finished' }))).toBeUndefined();
  });

  it('that her agreement ended, once', () => {
    const withdrawn = 'housing.agreement-withdrawn';
    expect(noticeOf(change(withdrawn, { after: 'stopped' }))).toBe('council.agreement-withdrawn');
    expect(noticeOf(change(withdrawn, { before: 'stopped', after: 'stopped' }))).toBeUndefined();
  });

  it('the same where she said that it must not know: why is hers', () =>
    expect(noticeOf(change('sharing.do-not-share-with', { after: 'stopped' }))).toBe('council.agreement-withdrawn'));

  it('that the referral was withdrawn, also where it has finished with it', () =>
    expect(noticeOf(change('housing.referral-withdrawn', { before: 'finished', after: 'stopped' }))).toBe(
      'council.referral-withdrawn',
    ));

  it('that she agrees again', () =>
    expect(noticeOf(change('housing.agreement-given', { before: 'stopped' }))).toBe('council.agreement-given-again'));
});

describe('a council is not told', () => {
  it('of anything while the referral is prepared', () =>
    expect(noticeOf(change('housing.agreement-given', { before: 'not-made', after: 'not-made' }))).toBeUndefined());

  it('of anything after her agreement ended', () =>
    expect(noticeOf(change('custody.release-date-changed', { before: 'stopped', after: 'stopped' }))).toBeUndefined());

  it('what it wrote itself', () => {
    const booked = 'housing.call-slot-booked';
    expect(noticeOf(change(booked, { actor: southwark }))).toBeUndefined();
    expect(noticeOf(change(booked, { actor: { ...southwark, organisation: 'E09000007' } }))).toBeDefined();
  });

  it.each(['housing.contact-made', 'housing.duty-decided', 'housing.referral-received', 'housing.agreement-given'])(
    'of %s, which is its own work or hers',
    (type) => expect(noticeOf(change(type))).toBeUndefined(),
  );
});
