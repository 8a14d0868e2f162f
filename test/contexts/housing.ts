import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import { releaseDateSet, womanReceived } from '@ttg/custody/events';
import { isoDate } from '@ttg/event-sourcing';
import { parsePrisonId } from '@ttg/reference';
import type { Answer, ContextApp } from './context-app';

/** A synthetic woman and the case that is open. */
export interface Woman {
  readonly personId: string;
  readonly caseId: string;
}

/** What custody writes when she is received, with her release date. */
export const receive = async (
  context: ContextApp,
  changes: { readonly personId?: string; readonly previousCaseId?: string; readonly on?: string } = {},
): Promise<Woman> => {
  const { personId = randomUUID(), previousCaseId, on = '2027-01-11' } = changes;
  const caseId = randomUUID();
  const about = { personId, caseId };
  await context.happened(
    `custody-${caseId}`,
    about,
    womanReceived({
      ...about,
      previousCaseId,
      prison: parsePrisonId('BZI'),
      receivedOn: isoDate(date(on)),
      from: 'court',
      legalStatus: 'remand',
      synthetic: true,
    }),
    releaseDateSet({ caseId, date: isoDate(date('2027-03-31')), type: 'CRD', source: 'court' }),
  );
  return about;
};

/** A referral's content that is enough by law. */
export const content = {
  name: 'Synthetic Woman نور 👩',
  contact: { inCustody: { route: 'prison-phone-slot' }, afterRelease: { phone: '07700 900000', safeToText: true } },
};

const referrals = '/api/v1/housing/referrals';

/** Drafts a referral with her three agreements, and asks her in private who must not know. */
export const prepareReferral = async (
  context: ContextApp,
  { caseId }: Woman,
  council = 'E09000028',
): Promise<string> => {
  const officer = context.as('resettlement-bronzefield');
  const { body } = (await officer.post(referrals, { caseId, reason: 'threatened' }).expect(201)) as Answer;
  const { referralId } = body as { referralId: string };
  const given = { answer: 'given', how: 'face-to-face' };
  await officer
    .post(`${referrals}/${referralId}/agreements`, { ...given, to: 'referral', herWords: 'Yes' })
    .expect(200);
  await officer
    .post(`${referrals}/${referralId}/agreements`, { ...given, to: 'choice-of-council', council })
    .expect(200);
  await officer.post(`${referrals}/${referralId}/agreements`, { ...given, to: 'pass-on-contact-details' }).expect(200);
  const nobody = { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' };
  await officer.post(`${referrals}/${referralId}/who-must-not-know`, nobody).expect(200);
  return referralId;
};

/** Prepares a referral and sends it. */
export const sendReferral = async (context: ContextApp, woman: Woman, council?: string): Promise<string> => {
  const referralId = await prepareReferral(context, woman, council);
  await context.as('resettlement-bronzefield').post(`${referrals}/${referralId}/made`, { content }).expect(200);
  return referralId;
};
