import type { BoardPage, CasePage } from '@ttg/readiness/board/board-view';
import { alert, day, happened, id, need, release, row } from './example-lines';

const bronzefield = { code: 'BZI', name: 'HMP Bronzefield' };
const downview = { code: 'DWI', name: 'HMP Downview' };
const injected = '<script>alert(1)</script> {{ 7 * 7 }} Example';

/** Tuesday 9 March 2027: one woman in each state that the board can show. */
export const exampleBoard: BoardPage = {
  today: day('2027-03-09'),
  rows: [
    row(1, 'Ruth Example', {
      prison: bronzefield,
      release: release('2027-03-10', 1, { type: 'automatic release date' }),
      accommodation: need('missing'),
      gp: need('done'),
      medication: need('in-hand', 'healthcare owns it'),
      agreements: need('done', 'all three, Camden'),
      alerts: [
        alert(1, { severity: 'R', text: 'No accommodation from tomorrow', due: day('2027-03-09') }),
        alert(2, {
          text: 'Medicines not sorted: healthcare owns it',
          owner: 'Prison healthcare',
          isMine: false,
          due: undefined,
          acknowledged: {
            willDo: 'Supply is packed, collected at 2pm',
            by: day('2027-03-09'),
            who: 'Prison healthcare, HMP Bronzefield',
            on: day('2027-03-08'),
          },
        }),
      ],
    }),
    row(2, 'Maya Example', {
      release: release('2027-03-24', 15, { date: day('2027-03-25') }),
      accommodation: need('in-hand', '77 of 84 nights, from 31 March'),
      gp: need('missing'),
      medication: need('missing', 'not reviewed'),
      alerts: [
        alert(3),
        alert(4, { text: 'Her release date moved 7 days nearer: 24 March', due: undefined, compressed: true }),
      ],
    }),
    row(3, 'Joan Example', {
      release: release('2027-04-01', 23, { certainty: 'earlier-of-two', laterDay: day('2027-04-02') }),
      accommodation: need('missing'),
      alerts: [
        {
          ...alert(5, {
            text: 'Contact the named lead',
            owner: 'Named domestic abuse lead',
            isMine: false,
            due: undefined,
            actions: [],
          }),
          why: undefined,
        },
        alert(6, {
          text: 'No duty to refer made',
          snoozed: {
            reason: 'She asked for a week to think',
            until: day('2027-03-15'),
            who: 'Prison resettlement, HMP Downview',
          },
        }),
      ],
    }),
    row(4, injected),
    row(5, '', { name: { kind: 'erased' }, gp: need('not-needed', 'she declined') }),
    row(6, '', {
      name: { kind: 'not-shown' },
      prison: bronzefield,
      legalStatus: 'on remand',
      release: undefined,
      medication: need('not-shown'),
      agreements: need('in-hand', 'one of three'),
    }),
  ],
  digest: [
    {
      caseId: id(2),
      name: { kind: 'shown', text: 'Maya Example' },
      prison: downview,
      alerts: [alert(7, { severity: 'B', text: 'One agreement is missing: to pass on her contact details' })],
    },
  ],
  totals: { women: 43, actToday: 1, actThisWeek: 4 },
  evidence: { withinDays: 14, women: 6, withoutAccommodation: 1, withoutGp: 0, withoutMedicines: 2 },
  next: 'later',
  prisons: [bronzefield, downview],
  councils: [
    { code: 'E09000007', name: 'Camden' },
    { code: 'E09000028', name: 'Southwark' },
  ],
};

export const exampleCase: CasePage = {
  today: day('2027-03-09'),
  caseId: id(2),
  name: { kind: 'shown', text: 'Maya Example' },
  prison: downview,
  legalStatus: 'sentenced',
  release: release('2027-03-24', 15, { date: day('2027-03-25') }),
  onTheDay: [
    {
      key: 'address',
      what: 'Somewhere safe to sleep',
      need: need('in-hand', '77 of 84 nights, from 31 March'),
      since: day('2027-03-08'),
    },
    { key: 'medicines', what: 'Medicines to take home', need: need('missing', 'healthcare owns it') },
    { key: 'gp', what: 'A GP', need: need('missing') },
    { key: 'agreements', what: 'Her agreements', need: need('done'), since: day('2027-03-02') },
    { key: 'council', what: 'A council that knows of her', need: need('done', 'Southwark'), since: day('2027-03-05') },
    { key: 'who-meets-her', what: 'Someone to meet her', need: need('done', 'a friend'), since: day('2027-03-01') },
    { key: 'travel', what: 'Travel', need: need('in-hand') },
    { key: 'phone', what: 'A phone that works', need: need('missing') },
    { key: 'id', what: 'Proof of who she is', need: need('done'), since: day('2027-02-24') },
    { key: 'cash', what: 'Money for the first days', need: need('missing') },
    { key: 'child-contact', what: 'Contact with her children', need: need('not-needed') },
    { key: 'first-meeting', what: 'The first meeting with probation', need: need('in-hand') },
  ],
  alerts: [
    alert(3, { severity: 'R' }),
    alert(4, {
      text: 'Her release date moved 7 days nearer: 24 March',
      due: undefined,
      compressed: true,
      disputed: {
        why: 'The date in the letter is another',
        who: 'Prison resettlement, HMP Downview',
        on: day('2027-03-09'),
      },
    }),
    alert(8, {
      text: 'Prison moved: accept what is bound to it',
      acknowledged: {
        willDo: 'Bed re-dated with the provider.\nHe rings back.',
        by: day('2027-03-11'),
        who: 'Prison resettlement, HMP Downview',
        on: day('2027-03-09'),
      },
    }),
  ],
  tasks: [
    {
      taskId: id(801),
      kind: 'accept-after-move',
      text: 'Take over the GP registration after the move',
      owner: 'Prison resettlement, HMP Downview',
      isMine: true,
      status: 'open',
      openedOn: day('2027-03-09'),
      due: day('2027-03-11'),
      compressed: false,
      actions: ['accept'],
      handOverTo: [],
    },
    {
      taskId: id(802),
      kind: 'tell-of-earlier-date',
      text: 'Tell those concerned that she leaves earlier',
      owner: 'Prison resettlement, HMP Downview',
      isMine: true,
      status: 'accepted',
      openedOn: day('2027-03-09'),
      compressed: true,
      actions: ['hand-over', 'complete'],
      handOverTo: [
        { to: 'probation-practitioner', words: 'Probation practitioner' },
        { to: 'prison-resettlement', prison: 'BZI', words: 'Prison resettlement, HMP Bronzefield' },
      ],
    },
  ],
  timeline: [
    happened(1, '2027-03-09', 'Moved from HMP Bronzefield to HMP Downview'),
    happened(2, '2027-03-09', 'Release date changed from 31 March 2027 to 25 March 2027'),
    happened(3, '2027-03-08', 'Accommodation confirmed: 84 nights from 31 March 2027'),
    happened(4, '2027-03-05', 'Southwark received the referral', '2027-03-08'),
    happened(5, '2027-03-02', 'Duty to refer made to Southwark'),
    happened(6, '2027-01-11', 'Received at HMP Bronzefield, on remand'),
  ],
  earlier: 'before-that',
};
