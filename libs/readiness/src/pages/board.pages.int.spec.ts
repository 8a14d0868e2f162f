import type { NestExpressApplication } from '@nestjs/platform-express';
import { parse, type HTMLElement } from 'node-html-parser';
import request from 'supertest';
import { exampleBoard } from '../../../../test/pages/example-board';
import { alert, day, id } from '../../../../test/pages/example-lines';
import { GivenBoard, startPagesApp } from '../../../../test/pages/pages-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import type { BoardRow } from '../board/board-view';

let database: TestDatabase;
let app: NestExpressApplication;
let board: GivenBoard;

beforeAll(async () => {
  database = await testDatabase();
  app = await startPagesApp(database.appUrl);
  board = app.get(GivenBoard);
});
beforeEach(() => {
  board.page = exampleBoard;
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const openBoard = async (path = '/', status = 200): Promise<HTMLElement> => {
  const asked = request(app.getHttpServer()).get(path).set('Accept', 'text/html');
  const response = await asked.set('X-Demo-Identity', 'resettlement-downview').expect(status);
  return parse(response.text);
};
const words = (element: HTMLElement | null | undefined): string => (element?.text ?? '').trim().replace(/\s+/g, ' ');
const woman = (page: HTMLElement, number: number) => page.querySelector(`tbody[data-case="${id(number)}"]`);
const needs = (page: HTMLElement, number: number) =>
  woman(page, number)
    ?.querySelectorAll('.ttg-need__status')
    .map((status) => words(status));

describe('the board', () => {
  it('has one row for each woman, in the order given, her reasons beneath', async () => {
    const page = await openBoard();
    expect(page.querySelectorAll('tbody').map((body) => body.getAttribute('data-case'))).toEqual(
      [1, 2, 3, 4, 5, 6].map(id),
    );
    const reasons = woman(page, 1)?.querySelectorAll('.ttg-reason__text').map(words);
    expect(reasons).toEqual(['No accommodation from tomorrow', 'Medicines not sorted: healthcare owns it']);
  });

  it('says how each thing stands in words, and with a shape of its own', async () => {
    const page = await openBoard();
    expect(needs(page, 2)).toEqual(['In hand', 'Missing', 'Missing', 'Done']);
    expect(needs(page, 6)).toEqual(['Done', 'Done', 'Not shown', 'In hand']);
    const shape = (status: string) => page.querySelector(`.ttg-need--${status} svg`)?.innerHTML.trim();
    const shapes = ['done', 'in-hand', 'missing', 'not-needed', 'not-shown'].map(shape);
    expect(new Set(shapes).size).toBe(5);
    expect(shapes.every(Boolean)).toBe(true);
  });

  it('shows both dates where the release-day rule moved the day', async () => {
    const leaves = words(woman(await openBoard(), 2)?.querySelector('.ttg-board__when'));
    expect(leaves).toContain('15 days');
    expect(leaves).toContain('Wednesday 24 March 2027');
    expect(leaves).toContain('The conditional release date is Thursday 25 March 2027');
  });

  it('explains each alert: rule, facts, source and what clears it', async () => {
    const why = words(woman(await openBoard(), 2)?.querySelector('.ttg-why'));
    for (const part of [
      'Why am I seeing this?',
      'Nights not covered',
      'S29, S30',
      'It goes away when',
      'Rule G1, version 1',
    ]) {
      expect(why).toContain(part);
    }
  });

  it('explains nothing of an alert that is kept to the named lead', async () => {
    const [kept] = woman(await openBoard(), 3)?.querySelectorAll('.ttg-reason') ?? [];
    expect(words(kept?.querySelector('.ttg-reason__text'))).toBe('Contact the named lead');
    expect(kept?.querySelector('details')).toBeNull();
  });

  it('says since when an alert is overdue, and of a short time that it is short', async () => {
    const late = {
      ...exampleBoard.rows[1],
      alerts: [
        alert(3, { due: day('2027-03-05') }),
        alert(4, { due: day('2027-03-05'), compressed: true }),
        alert(5, { due: day('2027-03-15'), compressed: true }),
      ],
    };
    board.page = { ...exampleBoard, rows: [late as BoardRow] };
    const about = (await openBoard()).querySelectorAll('.ttg-reason__about').map(words);
    expect(about[0]).toBe('Yours to act on, was due 5 March 2027.');
    expect(about[1]).toBe(
      'Yours to act on, as soon as it can be done: the day for it was 5 March 2027. The time for it was short: it could not be known earlier.',
    );
    expect(about[2]).toBe(
      'Yours to act on, by 15 March 2027. The time for it is short: it could not be known earlier.',
    );
  });

  it('says what was answered to an alert, and that it is put aside', async () => {
    const page = await openBoard();
    expect(words(woman(page, 1))).toContain('To be done by 9 March 2027: Supply is packed, collected at 2pm');
    expect(words(woman(page, 3))).toContain('Put aside until 15 March 2027: She asked for a week to think');
  });

  it('says of a day by which something was to be done that it has passed', async () => {
    const said = {
      willDo: 'Ring the hostel',
      by: day('2027-03-08'),
      who: 'Prison resettlement',
      on: day('2027-03-01'),
    };
    board.page = {
      ...exampleBoard,
      rows: [{ ...exampleBoard.rows[1], alerts: [alert(3, { acknowledged: said })] } as BoardRow],
    };
    expect(words((await openBoard()).querySelector('table'))).toContain(
      'Was to be done by 8 March 2027: Ring the hostel',
    );
  });

  it('keeps what is only to be aware of in the digest', async () => {
    const page = await openBoard();
    const text = 'One agreement is missing: to pass on her contact details';
    expect(words(page.querySelector('table'))).not.toContain(text);
    expect(words(page.querySelector('section[aria-labelledby=digest]'))).toContain(text);
  });

  it('shows what was typed as it was typed, and runs none of it', async () => {
    const page = await openBoard();
    expect(words(woman(page, 4)?.querySelector('a'))).toBe('<script>alert(1)</script> {{ 7 * 7 }} Example');
    expect(page.querySelectorAll('main script')).toEqual([]);
  });

  it('has neither a name in the title nor an identifier in an address', async () => {
    const page = await openBoard();
    expect(words(page.querySelector('title'))).toBe('Release board – Through the Gate');
    expect(woman(page, 1)?.querySelector('a')?.getAttribute('href')).toBe(`/cases/${id(1)}`);
  });

  it('says where a name is erased or not for this account', async () => {
    const page = await openBoard();
    expect(words(woman(page, 5)?.querySelector('a'))).toBe('Name erased');
    expect(words(woman(page, 6)?.querySelector('a'))).toBe('Name not shown');
  });
});

describe('the filters', () => {
  it('are asked of the board, shown as chosen, and kept on the next page', async () => {
    const page = await openBoard('/?prison=DWI&council=E09000028&days=28');
    expect(board.asked?.filters).toEqual({ prison: 'DWI', council: 'E09000028', withinDays: 28 });
    expect(board.asked?.viewer.id).toBe('resettlement-downview');
    const chosen = page.querySelectorAll('option[selected]').map((option) => option.getAttribute('value'));
    expect(chosen).toEqual(['DWI', 'E09000028', '28']);
    const next = page.querySelector('.govuk-pagination__next a')?.getAttribute('href');
    expect(parse(next ?? '').text).toBe('/?prison=DWI&council=E09000028&days=28&cursor=later');
  });

  it('that cannot be understood are said beside their field and at the top', async () => {
    const page = await openBoard('/?prison=XXX', 400);
    expect(words(page.querySelector('.govuk-error-summary__list'))).toBe('Choose a prison from the list');
    expect(page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#prison');
    expect(words(page.querySelector('#prison-error'))).toContain('Choose a prison from the list');
    expect(page.querySelector('#council-error')).toBeNull();
  });

  it.each(["/?prison=' or 1=1 --", '/?days=1e9', '/?council[]=a', '/?prison={{1234*4321}}', '/?cursor=%00'])(
    'survive %s',
    async (path) => {
      const response = await request(app.getHttpServer())
        .get(path)
        .set('Accept', 'text/html')
        .set('X-Demo-Identity', 'administrator');
      expect([200, 400]).toContain(response.status);
      expect(response.text).not.toContain('5332114');
    },
  );
});

describe('a board with little on it', () => {
  const fine = { withinDays: 14, women: 3, withoutAccommodation: 0, withoutGp: 0, withoutMedicines: 0 };

  it('says what is fine, so that it is evidence', async () => {
    board.page = { ...exampleBoard, evidence: fine };
    const lines = (await openBoard()).querySelectorAll('.ttg-evidence__fine').map(words);
    expect(lines).toContain('Nobody is due within 14 days without a safe address.');
    expect(lines).toHaveLength(3);
  });

  it('says that the filters leave nobody, and how to see all', async () => {
    board.page = { ...exampleBoard, rows: [], digest: [], next: undefined };
    const page = await openBoard('/?days=7');
    expect(words(page.querySelector('main'))).toContain('No woman is found with these filters.');
    expect(page.querySelector('table')).toBeNull();
  });

  it('says of a woman with no reasons that there is nothing to act on', async () => {
    expect(words(woman(await openBoard(), 5)?.querySelector('.ttg-board__reasons'))).toBe('Nothing for you to act on');
  });
});
