import { chosen } from './rate';

/**
 * How soon staff get to it: the chance, on a working day, that a thing is done once it can be. 0.2 is five working days on
 * average. Law-and-practice has no figures for most; part G's list of forty women was tuned with these.
 */
export const staffRates = {
  homeChecked: chosen(0.12, 'Somebody asks whether the home she names is still hers, and safe.'),
  tenancyRecorded: chosen(0.25, 'Her tenancy is written down.'),
  referralPrepared: chosen(0.2, 'She is asked for her agreements, and the referral is prepared.'),
  preparedForCourt: chosen(0.3, 'On remand: what must be prepared in the first five days (G23).'),
  referralSent: chosen(0.5, 'A referral that was not sent at once is sent.'),
  receipt: chosen(0.6, 'The council says that it has it.'),
  contact: chosen(0.35, 'The council tries to speak with her.'),
  decision: chosen(0.06, 'The council decides.'),
  reconfirmed: chosen(0.25, 'The council confirms a referral whose release date moved far.'),
  cas3Asked: chosen(0.12, 'A CAS3 bed is asked for, after the referral (A.9).'),
  cas3Answer: chosen(0.12, 'CAS3 answers.'),
  placeFound: chosen(0.022, 'A place is found some other way.'),
  placeFoundInLastWeek: chosen(
    0.12,
    'The same in the week before release: very often found very close to the day (S117).',
  ),
  placeRedated: chosen(0.4, 'A place is moved to her new day.'),
  placeFoundOutside: chosen(0.03, 'A woman who left with nowhere to go finds a place.'),
  safeContact: chosen(0.12, 'She is asked how she can be reached without harm.'),
  gpAsked: chosen(0.2, 'A practice is asked.'),
  gpAnswer: chosen(0.2, 'It answers.'),
  medicinesReviewed: chosen(0.2, 'Her medicines are reviewed.'),
  contactBooked: chosen(0.25, 'A first contact with a prescriber is booked.'),
  arrangement: chosen(0.12, 'Something for the day of release is arranged.'),
  contactAfterRelease: chosen(0.7, 'Somebody reaches her after release, by the way she marked as safe.'),
  caseClosed: chosen(0.3, 'A case whose twelve weeks are over is closed.'),
  told: chosen(0.6, 'Somebody concerned is told that a date moved.'),
  acceptedAfterMove: chosen(0.6, 'The new prison accepts what the old one had begun.'),
  planMade: chosen(0.45, 'A plan for a weekend, or a safe plan, is made.'),
  alertAnswered: chosen(0.25, 'An alert is acknowledged: what will be done, and by when.'),
  alertSnoozed: chosen(0.01, 'An alert is put aside, with a reason.'),
  alertDisputed: chosen(0.003, '"This is wrong".'),
} as const;

/** How far ahead staff begin, in days before she leaves (D.2). */
export const lead = {
  home: 70,
  placement: 84,
  referral: 56,
  gp: 28,
  medicines: 24,
  arrangements: 21,
  lastWeek: 7,
} as const;
