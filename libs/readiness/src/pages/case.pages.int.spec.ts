import type { NestExpressApplication } from '@nestjs/platform-express';
import { WrongExpectedRevision } from '@ttg/event-sourcing';
import { parse, type HTMLElement } from 'node-html-parser';
import request from 'supertest';
import { exampleCase } from '../../../../test/pages/example-board';
import { id } from '../../../../test/pages/example-lines';
import { GivenAnswers, GivenBoard, InThePast, startPagesApp } from '../../../../test/pages/pages-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import {
  AcceptTask,
  AcknowledgeAlert,
  CompleteTask,
  DisputeAlert,
  HandOverTask,
  SnoozeAlert,
} from '../alerts/commands';

let database: TestDatabase;
let app: NestExpressApplication;
let answers: GivenAnswers;

beforeAll(async () => {
  database = await testDatabase();
  app = await startPagesApp(database.appUrl);
  answers = app.get(GivenAnswers);
});
beforeEach(() => {
  answers.carriedOut.length = 0;
  answers.refusal = undefined;
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const her = `/cases/${exampleCase.caseId}`;
const caseId = exampleCase.caseId;
const alertId = id(903);
const cookie = 'demo-identity=resettlement-downview';
const get = (path: string) => request(app.getHttpServer()).get(path).set('Accept', 'text/html').set('Cookie', cookie);
const post = (path: string, typed: object) =>
  request(app.getHttpServer()).post(path).type('form').set('Accept', 'text/html').set('Cookie', cookie).send(typed);
const words = (element: HTMLElement | null | undefined): string => (element?.text ?? '').trim().replace(/\s+/g, ' ');

describe('her page', () => {
  let page: HTMLElement;
  beforeAll(async () => {
    page = parse((await get(her).expect(200)).text);
  });

  it('has her name in the heading alone: not in the title, which browsers keep', () => {
    expect(words(page.querySelector('h1'))).toBe('Maya Example');
    expect(words(page.querySelector('title'))).toBe('Her page – Through the Gate');
  });

  it('shows the day she leaves, the date that the rule moved, and why', () => {
    const leaves = words(page.querySelector('.ttg-leaves'));
    expect(leaves).toContain('Wednesday 24 March 2027 She leaves in 15 days');
    expect(leaves).toContain('The conditional release date is Thursday 25 March 2027');
    expect(leaves).toContain('33 nights since sentence');
    expect(leaves).toContain('Criminal Justice Act 1961 s.23');
  });

  it('shows what must be true on the day, what is fine too', () => {
    expect(page.querySelectorAll('[data-need]')).toHaveLength(12);
    expect(words(page.querySelector('[data-need=council]'))).toBe(
      'A council that knows of her Done Southwark since 5 March 2027',
    );
    expect(words(page.querySelector('main'))).toContain('4 of 11 are true today');
  });

  it('shows what happened day by day, by which role, and when it was recorded where that was later', () => {
    expect(page.querySelectorAll('.ttg-timeline__day').map(words)).toEqual([
      '9 March 2027',
      '8 March 2027',
      '5 March 2027',
      '2 March 2027',
      '11 January 2027',
    ]);
    const entries = page.querySelectorAll('.ttg-timeline__what').map(words);
    expect(entries[3]).toBe(
      'Southwark received the referral Prison resettlement, HMP Bronzefield, recorded 8 March 2027',
    );
    expect(entries[4]).not.toContain('recorded');
  });

  it('links to what can be answered to each alert', () => {
    const links = page.querySelectorAll(`#alert-${alertId} .ttg-actions a`).map((link) => link.getAttribute('href'));
    expect(links).toEqual(['acknowledge', 'snooze', 'dispute'].map((action) => `${her}/alerts/${alertId}/${action}`));
  });

  it('of a case that the account cannot open looks like one that is not there', async () => {
    await get(`/cases/${id(99)}`).expect(404);
    await get('/cases/A1234BC').expect(404);
  });

  it('without alerts says so', async () => {
    const board = app.get(GivenBoard);
    board.hers = { ...exampleCase, alerts: [], tasks: [], release: undefined };
    const bare = words(parse((await get(her).expect(200)).text).querySelector('main'));
    board.hers = exampleCase;
    expect(bare).toContain('No alert stands today that your role sees.');
    expect(bare).toContain('No task is open.');
    expect(bare).toContain('No date known');
  });
});

describe('a form about an alert', () => {
  const form = `${her}/alerts/${alertId}/acknowledge`;
  const typed = { willDo: 'Ring the hostel\r\ntoday', 'by-day': '12', 'by-month': '3', 'by-year': '2027' };

  it('carries a key of its own each time it is shown, so that it is done once', async () => {
    const key = async () =>
      parse((await get(form).expect(200)).text)
        .querySelector('[name=_idempotencyKey]')
        ?.getAttribute('value');
    const [first, second] = [await key(), await key()];
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it('becomes a command and leads back to her page', async () => {
    await post(form, typed).expect(303).expect('Location', her);
    expect(answers.carriedOut).toEqual([
      new AcknowledgeAlert({ caseId, alertId }, { willDo: 'Ring the hostel\ntoday', by: '2027-03-12' as never }),
    ]);
  });

  it('sent twice is done once', async () => {
    const twice = { ...typed, _idempotencyKey: '5b0c8f3e-0000-4000-8000-000000000001' };
    await post(form, twice).expect(303);
    await post(form, twice).expect(303).expect('Location', her);
    expect(answers.carriedOut).toHaveLength(1);
  });

  it('that is not complete comes back with what was typed, what is missing, and where', async () => {
    const page = parse((await post(form, { ...typed, 'by-month': '', willDo: '<i>"x"' }).expect(400)).text);
    expect(words(page.querySelector('title'))).toMatch(/^Error: What will be done/);
    expect(page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#by-day');
    expect(page.querySelector('#willDo')?.innerHTML.trim()).toBe('&lt;i&gt;&quot;x&quot;');
    expect(page.querySelector('#by-day')?.getAttribute('value')).toBe('12');
    expect(answers.carriedOut).toEqual([]);
  });

  it('that is refused says why beside its field, and keeps what was typed', async () => {
    answers.refusal = new InThePast('That day has gone by. Say a day from today on.');
    const page = parse((await post(form, typed).expect(409)).text);
    expect(words(page.querySelector('#by-error'))).toContain('That day has gone by');
    expect(page.querySelector('#by-year')?.getAttribute('value')).toBe('2027');
    expect(page.querySelector('#willDo')?.innerHTML.trim()).toContain('Ring the hostel');
  });

  it('that others were faster than says so, and keeps what was typed', async () => {
    answers.refusal = new WrongExpectedRevision('readiness-x', 1, 2);
    const page = parse((await post(form, typed).expect(409)).text);
    expect(words(page.querySelector('.govuk-error-summary'))).toContain('Others are changing it');
    expect(page.querySelector('#by-year')?.getAttribute('value')).toBe('2027');
  });

  it('from another site changes nothing', async () => {
    await post(form, typed).set('Sec-Fetch-Site', 'cross-site').expect(403);
    await post(form, typed).set('Origin', 'https://evil.example').expect(403);
    expect(answers.carriedOut).toEqual([]);
  });

  it('about an alert that no longer stands says so', async () => {
    const page = parse((await get(`${her}/alerts/${id(999)}/acknowledge`).expect(404)).text);
    expect(words(page.querySelector('main'))).toContain('no longer');
    await get(`${her}/alerts/${alertId}/close`).expect(404);
    await get(`${her}/alerts/${alertId}/constructor`).expect(404);
  });

  it('puts aside with a reason and a day', async () => {
    const until = { 'until-day': '15', 'until-month': '3', 'until-year': '2027' };
    await post(`${her}/alerts/${alertId}/snooze`, { reason: 'She asked', ...until }).expect(303);
    expect(answers.carriedOut).toEqual([
      new SnoozeAlert({ caseId, alertId }, { reason: 'She asked', until: '2027-03-15' as never }),
    ]);
    await post(`${her}/alerts/${alertId}/snooze`, until).expect(400);
  });

  it('says what is wrong', async () => {
    await post(`${her}/alerts/${alertId}/dispute`, { why: 'She has a bed' }).expect(303);
    expect(answers.carriedOut).toEqual([new DisputeAlert({ caseId, alertId }, 'She has a bed')]);
  });
});

describe('a task', () => {
  const task = (number: number) => `${her}/tasks/${id(number)}`;

  it('is taken on with one button', async () => {
    await post(`${task(801)}/accept`, {})
      .expect(303)
      .expect('Location', her);
    expect(answers.carriedOut).toEqual([new AcceptTask({ caseId, taskId: id(801) })]);
  });

  it('is handed to one of those offered, with the prison of that role', async () => {
    await post(`${task(802)}/hand-over`, { to: 'prison-resettlement BZI' }).expect(303);
    const [handedOver] = answers.carriedOut;
    expect(handedOver).toEqual(
      new HandOverTask({ caseId, taskId: id(802) }, { role: 'prison-resettlement', prison: 'BZI' as never }),
    );
    await post(`${task(802)}/hand-over`, { to: 'administrator' }).expect(400);
  });

  it('is done with a word of how', async () => {
    await post(`${task(802)}/complete`, { note: 'Told by phone' }).expect(303);
    expect(answers.carriedOut).toEqual([new CompleteTask({ caseId, taskId: id(802) }, 'Told by phone')]);
    const page = parse((await post(`${task(802)}/complete`, { note: ' ' }).expect(400)).text);
    expect(page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#note');
  });

  it('that is not for this account cannot be done', async () => {
    await post(`${task(801)}/complete`, { note: 'x' }).expect(404);
    expect(answers.carriedOut).toEqual([]);
  });
});
