import { randomUUID } from 'node:crypto';
import { parse } from 'node-html-parser';
import { Story } from './support/story';
import { southwark } from './support/who';
import { Woman } from './support/woman';

jest.setTimeout(120_000);

/** Her release is recorded by a slip, and taken back the next day: everything is as if it had never been. She is synthetic. */
describe('a woman is recorded as released who is in her cell', () => {
  let story: Story;
  let she: Woman;

  beforeAll(async () => {
    story = await Story.begin();
    she = new Woman(story);
  });
  afterAll(() => story.end());

  /** All that anybody sees of her who works with her: alerts, tasks, her row, what the council reads. */
  const everything = async () => {
    const { behind: _behind, timeline: _timeline, ...page } = await she.sees.page('resettlement');
    return {
      alerts: await she.sees.alerts(),
      tasks: await she.sees.tasks(),
      needs: await she.sees.needs('probation'),
      release: (await she.sees.row('probation'))?.release,
      onHerPage: { ...page, alerts: undefined, tasks: undefined },
      council: await councilReads(),
    };
  };
  const councilReads = async () =>
    (await story.as('council').get<{ release: object }>(`/api/v1/housing/referrals/${she.id('referralId')}`)).release;
  let before: Awaited<ReturnType<typeof everything>>;

  const her = () => `/cases/${she.id('caseId')}`;
  const form = () => `${her()}/custody/release-reversal`;
  const medicines = 'A: Medicines not sorted: healthcare owns it.';
  const html = { Accept: 'text/html' };

  it('Mon 13 September: leaves Fri 29 October, nowhere to live, referred to Southwark', async () => {
    await story.goTo('2027-09-13');
    await she.registered();
    await she.received('2027-09-13', 'sentenced');
    await she.custody('screening', {
      screenedOn: '2027-09-13',
      inPrivate: true,
      home: { onRelease: 'nowhere', tenure: 'none', tenancy: 'none' },
      gpOutside: 'no',
      health: { medicines: 'no' },
    });
    await she.custody('release-date', { date: '2027-10-29', type: 'CRD', source: 'calculation' });
    await she.referralDrafted();
    await she.answersAgreements('given', 'Yes (synthetic words).', southwark);
    await she.referral('who-must-not-know', { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' });
    const contact = { inCustody: { route: 'prison-phone-slot', details: 'Weekdays 14:00 to 16:00' } };
    await she.referral('made', { content: { name: 'Synthetic Example', contact, needs: 'A room of her own.' } });
    await she.referral('receipt', { how: 'portal', by: 'Synthetic Officer' }, 'council');
    await she.referral('contact', { how: 'phone' }, 'council');
  });

  it('Mon 18 October: her date comes three days nearer, nobody has been told, and she has no GP', async () => {
    await story.goTo('2027-10-18');
    const nearer = { date: '2027-10-26', type: 'CRD', source: 'calculation', reason: 'recalculated' };
    await she.custody('release-date', nearer);
    before = await everything();
    expect(before.alerts).toMatchObject({ resettlement: [medicines, 'G1 R', 'G15 A', 'G8 A'], council: ['G8 A'] });
    expect(before.council).toMatchObject({ date: '2027-10-26', certainty: 'has-moved' });
  });

  it('the same day her release is recorded by a slip: she is shown as out, and the council reads it', async () => {
    await she.custody('release', { on: '2027-10-18', from: 'prison', toAccommodation: 'not-known' });
    const now = await everything();
    expect(now.release).toMatchObject({ day: '2027-10-18', released: true });
    expect(now.council).toEqual({ date: '2027-10-18', certainty: 'released' });
    // She is out: what moved before does not matter any more, and where she sleeps tonight does.
    expect(now.alerts).toMatchObject({ resettlement: [medicines, 'G1 R', 'G15 R'], council: [] });
    const page = await story.as('resettlement').read<string>(her());
    expect(parse(page.body).querySelector(`a[href="${form()}"]`)).not.toBeNull();
  });

  it('a release of which nobody says why it was none stands', async () => {
    const empty = await story.as('resettlement').send<string>('POST', form(), {
      body: '',
      headers: { ...html, 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(empty.status).toBe(400);
    const summary = parse(empty.body).querySelectorAll('.govuk-error-summary a');
    expect(summary.map((link) => link.getAttribute('href'))).toEqual(['#reason', '#on-day']);
    expect((await everything()).release).toMatchObject({ released: true });
  });

  it('taken back on its page: alerts, tasks, her date and what the council reads are what they were', async () => {
    const typed = { reason: 'recorded-in-error', 'on-day': '18', 'on-month': '10', 'on-year': '2027' };
    const answer = await story.as('resettlement').send('POST', form(), {
      body: new URLSearchParams({ ...typed, _idempotencyKey: randomUUID() }).toString(),
      headers: { ...html, 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(303);
    const back = answer.headers.get('location') ?? '';
    const shown = await story.as('resettlement').read<string>(back);
    expect(shown.status).toBe(200);
    expect(await everything()).toEqual(before);
    const { timeline } = await she.sees.page('probation');
    expect(timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'Released from prison on 18 October 2027',
        'She had not left on 18 October 2027: her release was recorded in error',
        'Alert: Release day moved nearer',
      ]),
    );
  });

  it('is taken back once', async () => {
    const path = `/api/v1/custody/cases/${she.id('caseId')}/release-reversal`;
    const body = { reason: 'recorded-in-error', on: '2027-10-18' };
    const answer = await story.as('resettlement').send('POST', path, { body });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ type: 'urn:through-the-gate:problem:no-release-to-reverse' });
  });
});
