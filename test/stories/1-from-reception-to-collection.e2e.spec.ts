import { Story } from './support/story';
import { nothing, type Standing } from './support/what-stands';
import { atDownview } from './support/who';
import { Woman } from './support/woman';

jest.setTimeout(120_000);

/**
 * The acceptance story of the first issue, over HTTP only: at every step all the alerts that stand, for each who works with
 * her, and so all that do not. She is synthetic.
 */
describe('a woman is received on remand, sentenced, moved, and leaves on the eve of Easter', () => {
  let story: Story;
  let she: Woman;

  beforeAll(async () => {
    story = await Story.begin();
    she = new Woman(story);
  });
  afterAll(() => story.end());

  /** Whom her case is not shown: the council has nothing of hers before there is a referral. */
  let hidden: Partial<Standing> = { council: 'not theirs to see' };
  /** These alerts stand, and no other for anybody. */
  const stands = async (lines: Partial<Standing> = {}): Promise<void> =>
    expect(await she.sees.alerts()).toEqual({ ...nothing, ...hidden, ...lines });
  const prisonAndProbation = (...lines: string[]): Partial<Standing> => ({ resettlement: lines, probation: lines });

  it('Mon 11 January: received at Bronzefield and screened; only the task is there', async () => {
    await story.goTo('2027-01-11');
    await she.registered();
    await she.received('2027-01-11');
    await she.custody('screening', {
      screenedOn: '2027-01-11',
      inPrivate: true,
      home: { onRelease: 'nowhere', tenure: 'private-rent', tenancy: 'ended' },
      gpOutside: 'no',
      health: { medicines: 'yes' },
    });
    await stands();
    expect(await she.sees.tasks()).toEqual([
      'Get ready in case a court lets her go (Prison resettlement, Bronzefield), by 2027-01-16',
    ]);
    expect(await she.sees.needs('probation')).toEqual({
      accommodation: 'missing',
      gp: 'missing',
      medication: 'missing: not sorted: healthcare owns it',
      agreements: 'missing: not asked',
    });
    expect((await she.sees.row('resettlement'))?.release).toBeUndefined();
    expect(await she.sees.row('council')).toBeUndefined();
  });

  it('Fri 15 January: nothing yet', async () => {
    await story.goTo('2027-01-15');
    await stands();
  });

  it('Sat 16 January, day 5: a court might let her go, and nothing is ready', async () => {
    await story.goTo('2027-01-16');
    await stands(prisonAndProbation('G23 A'));
    expect(await she.sees.sentence('resettlement', 'G23')).toBe(
      'On remand and not ready, if a court lets her go. Missing: duty to refer: agreements and draft, GP, ' +
        'medicines to take home, a safe way to reach her, travel.',
    );
  });

  it('Mon 18 January: preparing clears it; her "no" to a referral is an answer', async () => {
    await story.goTo('2027-01-18');
    await she.referralDrafted();
    await she.answersAgreements('refused', 'Not before the court has decided (synthetic words).');
    await she.health('gp-registration/request', { gms1Signed: true });
    await she.health('medicines/court-day-plan');
    await she.sharing('safe-contact', {
      phone: '07700 900123',
      safeToCall: true,
      safeToText: false,
      safeToLeaveMessage: false,
    });
    await stands(prisonAndProbation('G23 A'));
    await she.custody('arrangements', { kind: 'travel', byWhom: 'prison' });
    await stands();
    expect(await she.sees.tasks()).toEqual([]);
    expect(await she.sees.needs('probation')).toMatchObject({
      gp: 'in-hand: asked for, not confirmed',
      agreements: 'not-needed: she did not agree to a referral',
    });
  });

  it('Fri 19 February: sentenced, leaves Wed 31 March; no bed, at once; a first date is no change', async () => {
    await story.goTo('2027-02-19');
    await she.custody('sentence', { on: '2027-02-19', sentenceType: 'determinate', days: 80 });
    await she.custody('release-date', { date: '2027-03-31', type: 'CRD', source: 'calculation' });
    await she.referral('withdrawal', { reason: 'OTHER', other: 'The court has decided: ask her again.' });
    await stands(prisonAndProbation('G1 A'));
    expect(await she.sees.sentence('probation', 'G1')).toBe(
      'No safe place to sleep from Wednesday 31 March 2027 to Tuesday 22 June 2027.',
    );
    expect(await she.sees.tasks()).toEqual([
      'Find a safe place for every one of the first 84 nights (Prison resettlement, Bronzefield), by 2027-02-19',
      'Make the duty to refer (Prison resettlement, Bronzefield), by 2027-02-26',
    ]);
    expect((await she.sees.row('resettlement'))?.release).toMatchObject({
      day: '2027-03-31',
      date: '2027-03-31',
      days: 40,
    });
  });

  it('Fri 26 February: not referred, because the agreements were not asked', async () => {
    await story.goTo('2027-02-26');
    await stands(prisonAndProbation('G1 A', 'G2 A'));
    expect(await she.sees.sentence('resettlement', 'G2')).toBe(
      'Duty to refer not made: agreements not asked. Day of release: Wednesday 31 March 2027.',
    );
  });

  it('Tue 2 March: three agreements, asked in private who must not know, referred to Southwark', async () => {
    await story.goTo('2027-03-02');
    await she.referralDrafted();
    await she.answersAgreements('given', 'Yes, Southwark, my sister is there (synthetic words).');
    expect(await she.sees.needs('probation')).toMatchObject({ agreements: 'in-hand: asked, not sent' });
    await she.referral('who-must-not-know', { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' });
    await she.referral('made', {
      content: {
        name: 'Synthetic Example',
        contact: { inCustody: { route: 'prison-phone-slot', details: 'Weekdays 14:00 to 16:00' } },
        needs: 'A room of her own.',
      },
    });
    hidden = {};
    await stands(prisonAndProbation('G1 A'));
    expect(await she.sees.tasks()).toEqual([
      'Find a safe place for every one of the first 84 nights (Prison resettlement, Bronzefield), by 2027-02-19',
    ]);
    expect(await she.sees.needs('probation')).toMatchObject({ agreements: 'done: sent to Southwark' });
    expect(await she.sees.needs('council')).toEqual({
      accommodation: 'missing: no safe place from 31 March 2027 to 22 June 2027',
      gp: 'not-shown',
      medication: 'not-shown',
      agreements: 'done: sent to Southwark',
    });
    await expect(story.as('camden').get(`/api/v1/housing/referrals/${she.id('referralId')}`)).rejects.toThrow('404');
  });

  it('Wed 3 March: the GP task opens', async () => {
    await story.goTo('2027-03-03');
    await stands(prisonAndProbation('G1 A'));
    expect(await she.sees.tasks()).toEqual([
      'Find a safe place for every one of the first 84 nights (Prison resettlement, Bronzefield), by 2027-02-19',
      'Register her with a GP outside (Prison resettlement, Bronzefield), by 2027-03-10',
    ]);
  });

  it('Fri 5 March: no receipt; the council sends it', async () => {
    await story.goTo('2027-03-05');
    await stands({ ...prisonAndProbation('G1 A', 'G4 A'), council: ['G4 A'] });
    expect(await she.sees.sentence('probation', 'G4')).toBe(
      'No receipt from Southwark for the duty to refer of 2 March 2027. Ring and note the name.',
    );
    expect(await she.sees.sentence('council', 'G4')).toBe(
      'No receipt has come from you for the duty to refer of 2 March 2027. Send one, or ring and give your name.',
    );
    await she.referral('receipt', { how: 'portal', by: 'Synthetic Officer' }, 'council');
    await stands(prisonAndProbation('G1 A'));
    expect(await she.sees.needs('probation')).toMatchObject({ agreements: 'done: Southwark has received it' });
  });

  it('Mon 8 March: a safe CAS3 bed for 84 nights from 31 March', async () => {
    await story.goTo('2027-03-08');
    await she.housing('accommodation', { type: 'A17', from: '2027-03-31', safe: 'yes', askedInPrivate: true });
    await stands();
    expect(await she.sees.tasks()).toEqual([
      'Register her with a GP outside (Prison resettlement, Bronzefield), by 2027-03-10',
    ]);
    expect(await she.sees.needs('probation')).toMatchObject({
      accommodation: 'done: 84 nights from 31 March 2027, safe',
    });
  });

  it('Tue 9 March: she moves to Downview; agreements and the clock of the council go with her', async () => {
    await story.goTo('2027-03-09');
    const referral = `/api/v1/housing/referrals/${she.id('referralId')}`;
    const before = await story.as('probation').get(referral);
    await she.custody('moves', { to: 'DWI', on: '2027-03-09' });
    story.team = atDownview;
    await stands({ ...prisonAndProbation('G22 A'), council: ['G22 A'] });
    expect(await she.sees.tasks()).toEqual([
      'Accept after her move: GP (Prison resettlement, Downview), by 2027-03-11',
      'Accept after her move: how the council reaches her (Prison resettlement, Downview), by 2027-03-11',
      'Register her with a GP outside (Prison resettlement, Bronzefield), by 2027-03-10',
    ]);
    expect(await story.as('probation').get(referral)).toEqual(before);
    expect((await she.sees.row('resettlement'))?.prison).toEqual({ code: 'DWI', name: 'Downview' });
  });

  it('the same day her date becomes Thu 25 March: she leaves Wed 24 March, 33 nights after the sentence', async () => {
    await she.custody('release-date', {
      date: '2027-03-25',
      type: 'CRD',
      source: 'calculation',
      reason: 'recalculated',
    });
    expect((await she.sees.row('resettlement'))?.release).toMatchObject({
      day: '2027-03-24',
      date: '2027-03-25',
      days: 15,
      certainty: 'settled',
    });
    await stands({
      ...prisonAndProbation('G1 A', 'G22 A', 'G8 A'),
      healthcare: ['G22 A', 'G8 A'],
      council: ['G22 A', 'G8 A'],
    });
    expect(await she.sees.sentence('council', 'G8')).toBe(
      'Release day moved from 31 March 2027 to 24 March 2027, 7 days nearer. Tell everyone who works towards it. ' +
        'Broken by it: bed.',
    );
    expect(await she.sees.sentence('probation', 'G1')).toBe(
      'No safe place to sleep from Wednesday 24 March 2027 to Tuesday 30 March 2027.',
    );
    expect(await she.sees.needs('probation')).toMatchObject({
      accommodation: 'in-hand: no safe place from 24 March 2027 to 30 March 2027',
    });
    expect((await she.sees.tasks()).map((task) => task.replace(/, by .*/, ''))).toEqual([
      'Accept after her move: GP (Prison resettlement, Downview)',
      'Accept after her move: accommodation (Prison resettlement, Downview)',
      'Accept after her move: how the council reaches her (Prison resettlement, Downview)',
      'Accept after her move: medicines to take home (Prison healthcare, Downview)',
      'Find a safe place for every one of the first 84 nights (Prison resettlement, Bronzefield)',
      'Register her with a GP outside (Prison resettlement, Bronzefield)',
      'Sort medicines to take home and the first prescriber contact (Prison healthcare, Bronzefield)',
      'Tell everyone you work with that she leaves earlier (Council housing)',
      'Tell everyone you work with that she leaves earlier (Prison healthcare, Downview)',
      'Tell everyone you work with that she leaves earlier (Prison resettlement, Downview)',
      'Tell everyone you work with that she leaves earlier (Probation practitioner)',
    ]);
  });

  it('Wed 10 March: accepted task by task; still no GP, then registered', async () => {
    await story.goTo('2027-03-10');
    await she.taskAccepted('resettlement', 'Accept after her move: GP');
    await she.taskAccepted('resettlement', 'Accept after her move: accommodation');
    await she.taskAccepted('resettlement', 'Accept after her move: how the council reaches her');
    await stands({
      resettlement: ['G1 A', 'G15 A', 'G22 A', 'G8 A'],
      healthcare: ['G15 A', 'G22 A', 'G8 A'],
      probation: ['G1 A', 'G22 A', 'G8 A'],
      council: ['G8 A'],
    });
    await she.taskAccepted('healthcare', 'Accept after her move: medicines');
    await she.health('gp-registration/confirmation', { practice: 'A81001' }, 'resettlement');
    // Nothing of hers is left for Bronzefield to do.
    hidden = { namedLead: 'not theirs to see' };
    await stands({ ...prisonAndProbation('G1 A', 'G8 A'), healthcare: ['G8 A'], council: ['G8 A'] });
    expect(await she.sees.needs('resettlement')).toMatchObject({ gp: 'done: registered' });
  });

  it('Thu 11 March: the bed is re-dated; the notice stands until each of them was told', async () => {
    await story.goTo('2027-03-11');
    await she.housing(`accommodation/${she.id('accommodationId')}/redate`, { from: '2027-03-24' });
    const notice = { ...prisonAndProbation('G8 A'), healthcare: ['G8 A'], council: ['G8 A'] };
    await stands(notice);
    expect(await she.sees.needs('probation')).toMatchObject({
      accommodation: 'done: 84 nights from 24 March 2027, safe',
    });
    for (const worker of ['resettlement', 'probation', 'council'] as const)
      await she.taskDone(worker, 'Tell everyone you work with');
    await stands(notice);
    await she.taskDone('healthcare', 'Tell everyone you work with');
    await stands();
  });

  it('Fri 12 March: three days in hand, the prescriber on 2 April: six days without medicine', async () => {
    await story.goTo('2027-03-12');
    await she.health('medicines/review', {
      items: [{ kind: 'regular', inHandDays: 3 }],
      doseGivenOnDayOfRelease: false,
    });
    await she.health('medicines/contacts', { on: '2027-04-02', kind: 'gp' });
    await she.health('medicines/handover-plan', { inHandDays: 3, prescriptionDays: 28, form: 'EPS' });
    await stands({ ...prisonAndProbation('A: Medicines not sorted: healthcare owns it.'), healthcare: ['G16 A'] });
    expect(await she.sees.sentence('healthcare', 'G16')).toBe(
      'Without medicine from Saturday 27 March 2027 to Thursday 1 April 2027, 6 days.',
    );
    const notSorted = 'in-hand: not sorted: healthcare owns it';
    expect(await she.sees.needs('resettlement')).toMatchObject({ medication: notSorted });
    expect(await she.sees.needs('probation')).toMatchObject({ medication: notSorted });
    expect(await she.sees.needs('council')).toMatchObject({ medication: 'not-shown' });
  });

  it('Mon 15 March: nobody at Southwark has tried to reach her; a call clears it', async () => {
    await story.goTo('2027-03-15');
    const medicines = 'A: Medicines not sorted: healthcare owns it.';
    await stands({
      resettlement: [medicines, 'G5 A'],
      healthcare: ['G16 A'],
      probation: [medicines],
      council: ['G5 A'],
    });
    await she.referral('contact', { how: 'phone' }, 'council');
    await stands({ ...prisonAndProbation(medicines), healthcare: ['G16 A'] });
    expect(await she.sees.tasks()).toEqual([
      'Sort medicines to take home and the first prescriber contact (Prison healthcare, Downview), by 2027-03-26',
    ]);
  });

  it('Sat 20 March: the gap begins within a week', async () => {
    await story.goTo('2027-03-20');
    const medicines = 'R: Medicines not sorted: healthcare owns it.';
    await stands({ ...prisonAndProbation(medicines), healthcare: ['G16 R'] });
  });

  it('Wed 24 March: released to her bed; the prescription is issued and not collected', async () => {
    await story.goTo('2027-03-24');
    await she.health('medicines/prescriptions', { days: 28, form: 'EPS' });
    await she.custody('release', { on: '2027-03-24', from: 'prison', toAccommodation: 'A17' });
    const medicines = 'R: Medicines not sorted: healthcare owns it.';
    await stands({ ...prisonAndProbation(medicines), healthcare: ['G16 R'] });
    expect(await she.sees.sentence('healthcare', 'G16')).toBe(
      'Without medicine from Saturday 27 March 2027 to Thursday 1 April 2027, 6 days. ' +
        'A prescription is waiting to be collected.',
    );
  });

  it('Thu 25 March: collected, covered to 23 April; nothing stands any more', async () => {
    await story.goTo('2027-03-25');
    await she.health(`medicines/prescriptions/${she.id('prescriptionId')}/collection`);
    await stands();
    expect(await she.sees.tasks()).toEqual([]);
    const page = await she.sees.page('healthcare');
    expect(page.onTheDay.find(({ key }) => key === 'medicines')?.need).toEqual({
      status: 'done',
      words: 'sorted to 23 April 2027',
    });
    expect(page.release).toMatchObject({ day: '2027-03-24', released: true });
  });
});
