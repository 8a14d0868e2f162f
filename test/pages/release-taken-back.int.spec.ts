import { parse, type HTMLElement } from 'node-html-parser';
import request from 'supertest';
import { type RealApp, startRealApp } from './real-app';
import { shownAsReleased } from './shown-as-released';

jest.setTimeout(60_000);

const resettlement = 'resettlement-bronzefield';
let real: RealApp;
let her: string;
let form: string;
let after: string;

beforeAll(async () => {
  real = await startRealApp('2027-01-11');
  ({ her, form, after } = await shownAsReleased(real));
});

afterAll(() => real.close());

const open = (path: string, account = resettlement) =>
  request(real.app.getHttpServer()).get(path).set('Accept', 'text/html').set('Cookie', `demo-identity=${account}`);
/** A page that is being saved is asked for again: each request waits a while by itself. */
const page = async (path: string, account?: string): Promise<HTMLElement> => {
  for (;;) {
    const answer = await open(path, account);
    if (answer.status === 503) continue;
    expect(answer.status).toBe(200);
    return parse(answer.text);
  }
};
const words = (element: HTMLElement | null | undefined): string => (element?.text ?? '').trim().replace(/\s+/g, ' ');
const send = (typed: object, account = resettlement) =>
  request(real.app.getHttpServer())
    .post(form)
    .type('form')
    .set('Accept', 'text/html')
    .set('Cookie', `demo-identity=${account}`)
    .send(typed);
const leadsThere = (herPage: HTMLElement): boolean => herPage.querySelector(`a[href="${form}"]`) !== null;
const on = (day: string) => ({ 'on-day': day, 'on-month': '2', 'on-year': '2027' });

describe('the page of a woman who is shown as released', () => {
  it('leads prison staff to where her release is taken back, and nobody else', async () => {
    expect(leadsThere(await page(her + after))).toBe(true);
    expect(leadsThere(await page(her + after, 'probation-london'))).toBe(false);
  });
});

describe('the form', () => {
  it('says whose release it is and which date stands again, and nothing of hers in the title', async () => {
    const shown = await page(form + after);
    const main = words(shown.querySelector('main'));
    for (const part of ['Maya Example', 'Released from prison on Friday 19 February 2027', 'Wednesday 31 March 2027'])
      expect(main).toContain(part);
    expect(words(shown.querySelector('title'))).toBe('Take back her release – Through the Gate');
  });

  it('is not there for another prison, nor for another role', async () => {
    await open(form, 'resettlement-downview').expect(404);
    await open(form, 'probation-london').expect(403);
    await send({ reason: 'recorded-in-error', ...on('19') }, 'resettlement-downview').expect(404);
  });

  it('says at the top and beside each question what is missing', async () => {
    const again = parse((await send({}).expect(400)).text);
    expect(again.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href'))).toEqual([
      '#reason',
      '#on-day',
    ]);
    expect(words(again.querySelector('#reason-error'))).toContain('Choose why it was no release');
  });

  it('keeps what was typed where it cannot be', async () => {
    const again = parse((await send({ reason: 'reversed-by-hmpps', ...on('18') }).expect(422)).text);
    expect(words(again.querySelector('#on-error'))).toContain('2027-02-19');
    expect(again.querySelector('#on-day')?.getAttribute('value')).toBe('18');
    expect(again.querySelector('input[value="reversed-by-hmpps"]')?.hasAttribute('checked')).toBe(true);
  });

  it('leads back to her page, where she is in custody again and both stand on the timeline', async () => {
    const answer = await send({ reason: 'recorded-in-error', ...on('19') }).expect(303);
    const back = answer.headers['location'] ?? '';
    expect(back).toContain(`${her}?after=`);
    const shown = await page(back);
    expect(words(shown.querySelector('.ttg-leaves'))).toContain('Wednesday 31 March 2027 She leaves in 40 days');
    const told = shown.querySelectorAll('.ttg-timeline__what').map(words).join('\n');
    expect(told).toContain('Released from prison on 19 February 2027');
    expect(told).toContain('She had not left on 19 February 2027: her release was recorded in error');
    expect(leadsThere(shown)).toBe(false);
  });

  it('is not there any more once no release stands, and says so', async () => {
    const gone = await open(form).expect(409);
    expect(words(parse(gone.text).querySelector('main'))).toContain('no release of hers stands');
  });
});
