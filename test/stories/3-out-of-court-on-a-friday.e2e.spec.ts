import { Story } from './support/story';
import { nothing, type Standing } from './support/what-stands';
import { Woman } from './support/woman';

jest.setTimeout(120_000);

/** The court lets her go on a Friday, and nobody has done anything. She is synthetic. */
describe('a woman walks out of court without notice on a Friday, with nothing done', () => {
  let story: Story;
  let she: Woman;

  beforeAll(async () => {
    story = await Story.begin();
    she = new Woman(story);
  });
  afterAll(() => story.end());

  /** These alerts stand, and no other for anybody. There is no referral, so no council sees her. */
  const stands = async (lines: Partial<Standing> = {}): Promise<void> =>
    expect(await she.sees.alerts()).toEqual({ ...nothing, council: 'not theirs to see', ...lines });
  const prisonAndProbation = (...lines: string[]): Partial<Standing> => ({ resettlement: lines, probation: lines });

  it('Mon 5 July: received on remand and screened, a hearing on Fri 23 July', async () => {
    await story.goTo('2027-07-05');
    await she.registered();
    await she.received('2027-07-05');
    await she.custody('screening', {
      screenedOn: '2027-07-05',
      inPrivate: true,
      home: { onRelease: 'nowhere', tenure: 'private-rent', tenancy: 'ended' },
      gpOutside: 'no',
      health: { medicines: 'yes' },
    });
    await she.custody('court-hearings', { on: '2027-07-23', court: 'Synthetic Crown Court' });
    await stands();
    expect(await she.sees.tasks()).toEqual([
      'Get ready in case a court lets her go (Prison resettlement, Bronzefield), by 2027-07-10',
    ]);
  });

  it('Sat 10 July, day 5: not ready; Wed 21 July, two days before the hearing: red', async () => {
    await story.goTo('2027-07-10');
    await stands(prisonAndProbation('G23 A'));
    await story.goTo('2027-07-20');
    await stands(prisonAndProbation('G23 A'));
    await story.goTo('2027-07-21');
    await stands(prisonAndProbation('G23 R'));
    expect(await she.sees.sentence('resettlement', 'G23')).toBe(
      'On remand and not ready, if a court lets her go on Friday 23 July 2027. Missing: duty to refer: agreements and ' +
        'draft, GP, medicines to take home, a safe way to reach her, travel.',
    );
  });

  it('Fri 23 July: out, without notice: everything is missing at once, and the probation practitioner owns it', async () => {
    await story.goTo('2027-07-23');
    await she.custody('release', { on: '2027-07-23', from: 'court', toAccommodation: 'not-known' });
    const medicines = 'A: Medicines not sorted: healthcare owns it.';
    await stands({
      resettlement: [medicines, 'G1 R', 'G15 R', 'G2 R', 'G24 R'],
      healthcare: ['G15 R', 'G16 A', 'G24 R'],
      probation: [medicines, 'G1 R', 'G15 R', 'G2 R', 'G24 R'],
    });
    const { alerts } = await she.sees.page('probation');
    expect(alerts.find(({ why }) => why?.rule === 'G24')).toMatchObject({
      isMine: true,
      due: '2027-07-24',
      text:
        'Released without notice on Friday 23 July 2027. Reach her within 24 hours, by her safe route only. ' +
        'Missing: accommodation, duty to refer, GP, medicines to take home.',
    });
    expect((await she.sees.row('probation'))?.release).toMatchObject({ day: '2027-07-23', released: true });
  });

  it('a route that is not safe is not taken as contact', async () => {
    const path = `/api/v1/custody/cases/${she.id('caseId')}/contact-after-release`;
    const body = { at: '2027-07-23T08:30:00Z', route: 'phone' };
    const answer = await story.as('probation').send('POST', path, { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ field: 'route' }] });
  });

  it('Sat 24 July: reached through her worker: the notice clears, and what is missing still stands', async () => {
    await story.goTo('2027-07-24');
    await she.custody('contact-after-release', { at: '2027-07-24T07:45:00Z', route: 'through-worker' }, 'probation');
    const medicines = 'A: Medicines not sorted: healthcare owns it.';
    await stands({
      resettlement: [medicines, 'G1 R', 'G15 R', 'G2 R'],
      healthcare: ['G15 R', 'G16 A'],
      probation: [medicines, 'G1 R', 'G15 R', 'G2 R'],
    });
    expect(await she.sees.sentence('probation', 'G24')).toBeUndefined();
  });
});
