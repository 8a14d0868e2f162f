import { parse } from 'node-html-parser';
import { eventually } from '../projections/kernel-under-test';
import { Story } from '../stories/support/story';
import { southwark, type Worker } from '../stories/support/who';
import { Woman } from '../stories/support/woman';

interface Paths {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What somebody is shown, with nothing in it that is of one deployment only. */
export interface Shown {
  readonly status: number;
  readonly lines: readonly string[];
}

/** A synthetic woman whose story is the same wherever it is told, and what everybody is shown of her there. */
export class SameWoman {
  private constructor(
    private readonly story: Story,
    private readonly she: Woman,
  ) {}

  /** She is to leave Bronzefield in a week with nowhere to live; her council has her referral, healthcare knows of her medicines. */
  static async at(url: string): Promise<SameWoman> {
    process.env.STORIES_URL = url;
    const story = await Story.begin();
    delete process.env.STORIES_URL;
    const she = new Woman(story);
    // The rules have looked at each step before the next: what they raised meanwhile is the same, too.
    const seen = async (step: Promise<void>): Promise<void> => {
      await step;
      await she.sees.page('resettlement');
    };
    await story.goTo('2027-09-13');
    await she.registered();
    await seen(she.received('2027-09-13', 'sentenced'));
    await seen(
      she.custody('screening', {
        screenedOn: '2027-09-13',
        inPrivate: true,
        home: { onRelease: 'nowhere', tenure: 'none', tenancy: 'none' },
        gpOutside: 'no',
        health: { medicines: 'yes' },
      }),
    );
    await seen(she.custody('release-date', { date: '2027-10-29', type: 'CRD', source: 'calculation' }));
    await seen(she.referralDrafted());
    for (const to of ['referral', 'choice-of-council', 'pass-on-contact-details']) {
      const answer = { to, answer: 'given', how: 'face-to-face', herWords: 'Yes (synthetic words).' };
      await seen(she.referral('agreements', { ...answer, ...(to === 'choice-of-council' && { council: southwark }) }));
    }
    await seen(
      she.referral('who-must-not-know', { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' }),
    );
    const contact = { inCustody: { route: 'prison-phone-slot', details: 'Weekdays 14:00 to 16:00' } };
    await seen(she.referral('made', { content: { name: 'Synthetic Example', contact, needs: 'A room of her own.' } }));
    await seen(she.referral('receipt', { how: 'portal', by: 'Synthetic Officer' }, 'council'));
    await seen(story.goTo('2027-10-22'));
    const nearer = { date: '2027-10-26', type: 'CRD', source: 'calculation', reason: 'recalculated' };
    await seen(she.custody('release-date', nearer));
    await seen(she.custody('release', { on: '2027-10-22', from: 'prison', toAccommodation: 'not-known' }));
    return new SameWoman(story, she);
  }

  /** Everything that the API has to read, but what is of an operator, and of things of which a case has many. */
  async addresses(): Promise<string[]> {
    const { paths } = await this.story.as('resettlement').get<Paths>('/api/openapi.json');
    const reads = Object.entries(paths).flatMap(([path, { get }]) => (get && !path.includes('/admin/') ? [path] : []));
    return reads.filter((path) => /^[^{]*(\{(caseId|personId|referralId)\}[^{]*)*$/.test(path)).sort();
  }

  /** @param address as in OpenAPI, or of a page @param kind what is asked for */
  async sees(worker: Worker, address: string, kind: 'application/json' | 'text/html'): Promise<Shown> {
    const path = address.replace(/\{(\w+)\}/g, (_, name: string) => this.she.id(name));
    const headers = { Accept: kind, 'X-Correlation-Id': 'asked-twice' };
    const { status, body } = await this.story.as(worker).send('GET', path, { headers });
    return { status, lines: linesOf(typeof body === 'string' ? body : JSON.stringify(body, undefined, 1)) };
  }

  /** What is behind every form that her page leads to, in an order that is the same everywhere. */
  async opensAll(worker: Worker): Promise<readonly Shown[]> {
    const shown = await Promise.all((await this.linked(worker)).map((path) => this.sees(worker, path, 'text/html')));
    return shown.sort((a, b) => a.lines.join().localeCompare(b.lines.join()));
  }

  private async linked(worker: Worker): Promise<string[]> {
    const path = `/cases/${this.she.id('caseId')}`;
    const { body } = await this.story.as(worker).send<string>('GET', path, { headers: { Accept: 'text/html' } });
    return parse(body)
      .querySelectorAll('main a')
      .flatMap((link) => link.getAttribute('href') ?? [])
      .filter((href) => href.startsWith(`${path}/`));
  }
}

/** Until both have heard of everything: each service hears by itself. */
export const theSame = <Seen>(one: () => Promise<Seen>, other: () => Promise<Seen>): Promise<void> =>
  eventually(async () => {
    const [here, there] = await Promise.all([one(), other()]);
    expect(here).toEqual(there);
  }, 30_000);

const anonymous = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'an id')
    .replace(/\b[A-Z]\d{4}[A-Z]{2}\b/g, 'a number')
    .replace(/\d{1,2}(:\d\d)+(\.\d+)?(Z| ?[ap]m)?|\b\d{1,2}[ap]m\b/g, 'a time')
    .replace(/localhost:\d+/g, 'here');

/** In the order of their words: what happened on one day stands in the order of its ids. */
const linesOf = (text: string): readonly string[] =>
  anonymous(text)
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '')
    .sort();
