import { Story } from './support/story';
import { nothing, type Standing } from './support/what-stands';
import { atBronzefield, camden, southwark, workers } from './support/who';
import { Woman } from './support/woman';

jest.setTimeout(120_000);

/** She tells in private that "home" is to him. She is synthetic, and so is he. */
describe('a woman discloses abuse in private, and "going home" is to him', () => {
  let story: Story;
  let she: Woman;

  beforeAll(async () => {
    story = await Story.begin();
    she = new Woman(story);
  });
  afterAll(() => story.end());

  const contact = (severity: 'A' | 'R') => [`${severity}: Contact the named lead.`];
  /** What the named lead reads stands for her alone; everybody else who sees the case is sent to her. */
  const stands = async (lead: string[], severity: 'A' | 'R', lines: Partial<Standing> = {}): Promise<void> => {
    const others = contact(severity);
    const told = { resettlement: others, healthcare: others, probation: others };
    const expected = { ...nothing, council: 'not theirs to see', ...told, namedLead: lead, ...lines };
    expect(await she.sees.alerts()).toEqual(expected);
  };
  const referral = (): string => `/api/v1/housing/referrals/${she.id('referralId')}`;

  it('Mon 12 April: received and screened alone; the named lead is told, the others to contact her', async () => {
    await story.goTo('2027-04-12');
    await she.registered();
    await she.received('2027-04-12', 'sentenced');
    await she.custody('screening', {
      screenedOn: '2027-04-12',
      inPrivate: true,
      home: { onRelease: 'return-to-previous-address', safe: 'no', tenure: 'private-rent', tenancy: 'kept' },
      gpOutside: 'yes',
      health: { medicines: 'no', opioidSubstitution: 'no' },
      safety: { domesticAbuse: 'yes' },
    });
    await she.custody('sentence', { on: '2027-04-12', sentenceType: 'determinate' });
    await she.custody('release-date', { date: '2027-08-10', type: 'CRD', source: 'calculation' });
    await stands(['G14 A'], 'A');
    expect(await she.sees.sentence('namedLead', 'G14')).toBe(
      'Not safe: the address she would go home to. Make a safe plan with her.',
    );
    expect(await she.sees.tasks('namedLead')).toEqual(['Make a safe plan with her (Domestic abuse lead)']);
  });

  it('what she told is shown to nobody else, in no answer', async () => {
    for (const worker of workers.filter((one) => one !== 'namedLead' && one !== 'council')) {
      const page = JSON.stringify(await she.sees.page(worker));
      expect(page).toContain('contact the named lead');
      expect(page).not.toMatch(/G14|not safe|safe plan|abuse|violen/i);
      const custody = JSON.stringify(await story.as(worker).get(`/api/v1/custody/cases/${she.id('caseId')}`));
      expect(custody).toContain('"homeSafe":"contact-the-named-lead"');
      expect(custody).not.toMatch(/abuse|threat/i);
    }
    const lead = JSON.stringify(await story.as('namedLead').get(`/api/v1/custody/cases/${she.id('caseId')}`));
    expect(lead).toContain('"homeSafe":"no"');
    expect(lead).toContain('"domesticAbuse":"yes"');
  });

  it('Mon 19 April: five working days later it is red', async () => {
    await story.goTo('2027-04-19');
    await stands(['G14 R'], 'R');
  });

  it('Tue 20 April: the address is entered as confirmed, and never shows as done', async () => {
    await story.goTo('2027-04-20');
    const notDone = { accommodation: 'missing: contact the named lead' };
    expect(await she.sees.needs('resettlement')).toMatchObject(notDone);
    const home = { type: 'A01A', from: '2027-08-10' };
    await she.housing('accommodation', { ...home, safe: 'yes', askedInPrivate: false }, 'probation');
    expect(await she.sees.needs('resettlement')).toMatchObject(notDone);
    await she.housing(`accommodation/${she.id('accommodationId')}/safety`, { safe: 'no', askedInPrivate: true });
    expect(await she.sees.needs('resettlement')).toMatchObject(notDone);
    expect(await she.sees.needs('probation')).toMatchObject(notDone);
    await stands(['G14 A', 'G14 R'], 'R');
    await she.housing(`accommodation/${she.id('accommodationId')}/fell-through`, { why: 'She does not want it.' });
    await stands(['G14 R'], 'R');
  });

  it('Wed 16 June: nowhere to go, and no council told', async () => {
    await story.goTo('2027-06-16');
    const work = ['G1 A', ...contact('R')];
    await stands(['G14 R'], 'R', { resettlement: work, probation: work });
    await story.goTo('2027-06-22');
    const late = ['G1 A', 'G2 A', ...contact('R')];
    await stands(['G14 R'], 'R', { resettlement: late, probation: late });
  });

  it('she must avoid Southwark: a referral there is stopped, without saying who or why', async () => {
    await she.sharing('areas-to-avoid', { councils: [southwark], details: 'His family (synthetic).' }, 'namedLead');
    await she.referralDrafted();
    await she.answersAgreements('given', 'Anywhere (synthetic words).', southwark);
    await she.referral('who-must-not-know', { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' });
    const content = { name: 'Synthetic Example', contact: { inCustody: { route: 'staff-inbox' } } };
    const stopped = await story.as('resettlement').send('POST', `${referral()}/made`, { body: { content } });
    expect(stopped.status).toBe(409);
    expect(stopped.body).toMatchObject({ type: 'urn:through-the-gate:problem:area-to-avoid' });
    expect(JSON.stringify(stopped.body)).not.toMatch(/family|abuse/i);
    expect((await story.as('council').read(referral())).status).toBe(404);
    const late = ['G1 A', 'G2 A', ...contact('R')];
    await stands(['G14 A', 'G14 R'], 'R', { resettlement: late, probation: late });
  });

  it('she chooses Camden: it is sent, and Southwark knows nothing of it', async () => {
    const answer = { to: 'choice-of-council', answer: 'given', how: 'face-to-face', herWords: 'Then Camden.' };
    await she.referral('agreements', { ...answer, council: camden });
    await she.referral('who-must-not-know', { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' });
    const contactRoute = { inCustody: { route: 'staff-inbox' } };
    await she.referral('made', { content: { name: 'Synthetic Example', contact: contactRoute } });
    const work = ['G1 A', ...contact('R')];
    await stands(['G14 R'], 'R', { resettlement: work, probation: work });
    expect((await story.as('council').read(referral())).status).toBe(404);
    story.team = { ...atBronzefield, council: 'housing-camden' };
    await stands(['G14 R'], 'R', { resettlement: work, probation: work, council: contact('R') });
    expect(JSON.stringify(await story.as('council').get(referral()))).not.toMatch(/abuse|family|violen/i);
  });

  it('Wed 23 June: the named lead has made a safe plan with her', async () => {
    await story.goTo('2027-06-23');
    await she.taskDone('namedLead', 'Make a safe plan with her', 'Plan made with her (synthetic).');
    const work = ['G1 A'];
    const none = { healthcare: [], council: [] };
    await stands([], 'R', { resettlement: work, probation: work, ...none });
  });
});
