import { parse, type HTMLElement } from 'node-html-parser';
import request from 'supertest';
import { type RealApp, startRealApp } from './real-app';

jest.setTimeout(60_000);

const resettlement = 'resettlement-bronzefield';
const name = 'Maya Example';
let real: RealApp;
let her: string;

beforeAll(async () => {
  real = await startRealApp('2027-01-11');
  const { personId = '' } = await real.done(resettlement, '/people/persons', {
    prisonNumber: 'A1234BC',
    names: { first: 'Maya', last: 'Example' },
    dateOfBirth: '1990-01-01',
    synthetic: true,
  });
  const { caseId = '' } = await real.done(resettlement, '/custody/cases', {
    personId,
    prison: 'BZI',
    receivedOn: '2027-01-11',
    from: 'court',
    legalStatus: 'remand',
  });
  her = `/cases/${caseId}`;
  await real.goTo('2027-02-19');
  const custody = `/custody/cases/${caseId}`;
  await real.done(resettlement, `${custody}/sentence`, { on: '2027-02-19', sentenceType: 'determinate', days: 80 });
  const date = { date: '2027-03-31', type: 'CRD', source: 'calculation' };
  const { position } = await real.done(resettlement, `${custody}/release-date`, date);
  // Her page is shown when the rules have looked at the last fact: then the board has her alerts too.
  await open(`${her}?after=${position}`).expect(200);
});

afterAll(() => real.close());

const open = (path: string, account = resettlement) =>
  request(real.app.getHttpServer()).get(path).set('Accept', 'text/html').set('Cookie', `demo-identity=${account}`);
const page = async (path: string, account?: string): Promise<HTMLElement> =>
  parse((await open(path, account).expect(200)).text);
const words = (element: HTMLElement | null | undefined): string => (element?.text ?? '').trim().replace(/\s+/g, ' ');
const send = (path: string, typed: object) =>
  request(real.app.getHttpServer())
    .post(path)
    .type('form')
    .set('Accept', 'text/html')
    .set('Cookie', `demo-identity=${resettlement}`)
    .send(typed);

/** The first address on her page that leads to this form. */
const formOn = async (action: string): Promise<string> => {
  const links = (await page(her)).querySelectorAll('.ttg-actions a').map((link) => link.getAttribute('href') ?? '');
  return links.find((link) => link.endsWith(`/${action}`)) ?? '';
};

describe('a woman whose date is known and who has no address', () => {
  it('stands on the board of her prison, with her name, the days left and the reason to act', async () => {
    const board = words((await page('/?prison=BZI')).querySelector('table'));
    for (const part of [name, '40 days', 'Wednesday 31 March 2027', 'Missing', 'Act this week'])
      expect(board).toContain(part);
  });

  it('is on no board of another prison, and her page is not found there', async () => {
    expect(words((await page('/', 'resettlement-downview')).querySelector('main'))).not.toContain(name);
    await open(her, 'resettlement-downview').expect(404);
  });

  it('has a page with her alert, her tasks and what happened', async () => {
    const main = words((await page(her)).querySelector('main'));
    expect(main).toContain(name);
    expect(main).toContain('Why am I seeing this?');
    expect((await page(her)).querySelectorAll('.ttg-timeline__what').length).toBeGreaterThanOrEqual(3);
  });
});

describe('an answer to her alert', () => {
  it('is on her page when she who gave it is led back', async () => {
    const typed = { willDo: 'Ring the CAS3 team', 'by-day': '26', 'by-month': '2', 'by-year': '2027' };
    const answer = await send(await formOn('acknowledge'), typed).expect(303);
    expect(answer.headers['location']).toContain(`${her}?after=`);
    expect(words((await page(answer.headers['location'] ?? '')).querySelector('main'))).toContain(
      'To be done by 26 February 2027: Ring the CAS3 team',
    );
  });

  it('that cannot be is refused beside its field', async () => {
    const typed = { willDo: 'Ring', 'by-day': '1', 'by-month': '2', 'by-year': '2027' };
    const again = parse((await send(await formOn('acknowledge'), typed).expect(422)).text);
    expect(words(again.querySelector('#by-error'))).not.toBe('');
    expect(again.querySelector('#by-day')?.getAttribute('value')).toBe('1');
  });

  it('puts it aside, and it still stands', async () => {
    const typed = {
      reason: 'She sees the housing team on Monday',
      'until-day': '22',
      'until-month': '2',
      'until-year': '2027',
    };
    const answer = await send(await formOn('snooze'), typed).expect(303);
    const after = words((await page(answer.headers['location'] ?? '')).querySelector('main'));
    expect(after).toContain('Put aside until 22 February 2027: She sees the housing team on Monday');
    expect(after).toContain('Act this week');
  });
});

describe('a task of hers', () => {
  it('is taken on', async () => {
    const task = (await page(her)).querySelector('form[action$="/accept"]')?.getAttribute('action') ?? '';
    const answer = await send(task, {}).expect(303);
    expect(words((await page(answer.headers['location'] ?? '')).querySelector('main'))).toContain('taken on');
  });
});
