import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import type { Assets } from './assets';
import * as wording from './wording';

/** Templates are named from libs on: `readiness/src/pages/views/board.njk`. The build keeps the same folders, so it finds them too. */
const libs = join(__dirname, '../../..');
const govuk = join(dirname(require.resolve('govuk-frontend/dist/govuk/template.njk')), '..');

/** What every page of this installation shows. */
export interface PagesOptions {
  /** Synthetic data and demo accounts: said on every page. */
  readonly demo: boolean;
}

/** The environment every template is rendered in. What is shown is escaped unless a template says otherwise. */
export const nunjucksEnvironment = (assets: Assets, { demo }: PagesOptions): nunjucks.Environment => {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([libs, govuk]), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter);
  environment.addGlobal('asset', (name: Parameters<Assets['url']>[0]) => assets.url(name));
  environment.addGlobal('newKey', () => randomUUID());
  environment.addGlobal('demo', demo);
  return environment;
};

const filters = {
  longDate: wording.longDate,
  shortDate: wording.shortDate,
  londonDay: wording.londonDay,
  clockTime: wording.clockTime,
  counted: wording.counted,
  fromToday: wording.fromToday,
  /** `'2027-03-31' | whenSeenFrom(today)` */
  whenSeenFrom: (iso: string, today: string): string => wording.whenSeenFrom(today, iso),
  listed: wording.listed,
};
