import type { CasePage } from '@ttg/readiness/board/board-view';
import { Client } from 'pg';
import request from 'supertest';
import { type RealApp, startRealApp } from '../pages/real-app';
import { secrets, tellEverything, today, type WomanWithSecrets } from './a-woman-with-secrets';

jest.setTimeout(120_000);

let real: RealApp;
let she: WomanWithSecrets;

beforeAll(async () => {
  real = await startRealApp(today);
  she = await tellEverything(real);
});
afterAll(() => real.close());

const read = (path: string, account: string) =>
  request(real.app.getHttpServer())
    .get(path)
    .set(path.startsWith('/api') ? { 'X-Demo-Identity': account } : { Cookie: `demo-identity=${account}` })
    .set('Accept', path.startsWith('/api') ? 'application/json' : 'text/html');

/** Her page, as the account may see it. */
const herPage = async (account: string): Promise<CasePage> =>
  (await read(`/api/v1/readiness/cases/${she.caseId}`, account).expect(200)).body as CasePage;

/** Every list and every thing there is to be read of her. */
const everything = ({ personId, caseId, referralId, position }: WomanWithSecrets): readonly string[] => [
  `/api/v1/readiness/cases/${caseId}?after=${position}`,
  '/api/v1/readiness/board',
  `/api/v1/people/persons/${personId}`,
  '/api/v1/custody/cases',
  `/api/v1/custody/cases/${caseId}`,
  `/api/v1/housing/cases/${caseId}`,
  '/api/v1/housing/referrals',
  '/api/v1/housing/referrals?council=E09000028',
  `/api/v1/housing/referrals/${referralId}`,
  `/api/v1/health/cases/${caseId}`,
  `/api/v1/health/cases/${caseId}/gp-registration`,
  `/api/v1/health/cases/${caseId}/medicines`,
  `/api/v1/sharing/cases/${caseId}`,
  `/api/v1/sharing/cases/${caseId}/agreements`,
  '/',
  `/cases/${caseId}`,
];

const lists = /^\/(?:api\/v1\/(?:readiness\/board|custody\/cases|housing\/referrals\b[^/]*))?$/;

/** What an account finds, wherever it looks, headers and addresses too. */
const found = async (account: string, where: (path: string) => boolean = () => true): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (const path of everything(she).filter(where)) {
    const { text, headers } = await read(path, account);
    texts.push(text, JSON.stringify(headers));
  }
  return [...new Set(texts.join('\n').match(secrets))].map((word) => word.toLowerCase()).sort();
};

const name = ['zq-first', 'zq-last'];
const safeContact = ['zq-phone', 'zq-times', 'zq-post', 'zq-worker'];
const toTheCouncil = [
  ...['zq-slot', 'zq-after-release', 'zq-needs', 'zq-household', 'zq-vulnerable', 'zq-risk'],
  ...['zq-clerk', 'zq-reference', 'zq-desk'],
];
const shared = ['zq-employer', 'zq-recipient', 'zq-shared'];
const housing = ['zq-landlord', 'zq-refuge', 'zq-agreed', 'zq-decision', ...toTheCouncil];
const planning = [...name, 'zq-reading', ...safeContact, ...shared, ...housing];
const background = ['zq-old-address', 'zq-lives-there', 'zq-connection', 'zq-meets'];

/** Law-and-practice E.2 and E.4. Where she is safe, and from whom, is the named lead's alone to read. */
const mayRead: Readonly<Record<string, readonly string[]>> = {
  'resettlement-bronzefield': [...planning, ...background, 'zq-carer', 'zq-screening-words', 'zq-account'],
  'probation-london': [...planning, ...background, 'zq-account'],
  'probation-manager-london': [...planning, ...background],
  'healthcare-bronzefield': [...name, 'zq-reading', ...safeContact, ...shared, 'zq-pharmacy'],
  'domestic-abuse-lead-bronzefield': [
    ...[...planning, 'zq-screening-words', 'zq-account', 'zq-protected-address', 'zq-home', 'zq-his-home'],
    ...['zq-him', 'zq-relationship', 'zq-why', 'zq-colleague', 'zq-area'],
  ],
  'housing-southwark': [...name, ...toTheCouncil],
  'housing-camden': [],
  administrator: [...name, 'zq-reading'],
};

describe('what is written of her', () => {
  it.each(Object.keys(mayRead))('%s reads what that work needs, and no more', async (account) =>
    expect(await found(account)).toEqual([...(mayRead[account] ?? [])].sort()),
  );

  it.each(Object.keys(mayRead))('%s finds nothing in lists but names', async (account) => {
    const names = account === 'housing-camden' || account === 'administrator' ? [] : name;
    expect(await found(account, (path) => lists.test(path))).toEqual(names);
  });

  it('stands in no table as it was typed, nor what it is that she is treated for', async () => {
    const all = await everyRow();
    expect(all.match(secrets)).toBeNull();
    expect(all).not.toMatch(/9434765919|A1234BC|opioid|FP10MDA|drug-service|pregnan/);
  });

  it('leaves a council with three lines of her day, and tells it nothing of why she is in prison', async () => {
    const hers = await herPage('housing-southwark');
    expect(hers.onTheDay.map(({ key }) => key)).toEqual(['address', 'duty-to-refer', 'safe-contact']);
    expect(hers.legalStatus).toBe('in prison');
  });

  it('leaves healthcare with what a clinical handover needs', async () => {
    const hers = await herPage('healthcare-bronzefield');
    expect(hers.onTheDay.map(({ key }) => key)).toEqual(['address', 'medicines', 'gp', 'safe-contact']);
    expect(hers.timeline.map(({ text }) => text).join()).not.toMatch(/arranged|refer|accommodation/i);
  });

  it('leaves who runs the system with nothing of her health', async () => {
    const keys = (await herPage('administrator')).onTheDay.map(({ key }) => key);
    expect(keys).toContain('address');
    expect(keys.filter((key) => key === 'medicines' || key === 'gp')).toEqual([]);
  });
});

describe('when she takes an agreement back', () => {
  it('the council finds nothing of her, in no list and on no page', async () => {
    const { position = '' } = await real.done(
      'resettlement-bronzefield',
      `/housing/referrals/${she.referralId}/agreements`,
      { to: 'pass-on-contact-details', answer: 'withdrawn', how: 'face-to-face', herWords: 'zq-agreed' },
    );
    she = { ...she, position };
    expect(await found('housing-southwark')).toEqual([]);
    await read(`/api/v1/readiness/cases/${she.caseId}?after=${position}`, 'housing-southwark').expect(404);
    await read(`/api/v1/housing/referrals/${she.referralId}`, 'housing-southwark').expect(410);
  });
});

describe('when her data is erased', () => {
  it('nobody finds any of it, and everything can still be read', async () => {
    const erasure = { basis: 'court-order', authorisedBy: 'court' };
    await real.done('administrator', `/people/persons/${she.personId}/erasure`, erasure);
    for (const account of Object.keys(mayRead)) expect([account, await found(account)]).toEqual([account, []]);
    const { text } = await read(`/api/v1/readiness/cases/${she.caseId}`, 'resettlement-bronzefield').expect(200);
    expect(text).toContain('"erased"');
  });
});

const everyRow = async (): Promise<string> => {
  const client = new Client(real.superUrl);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const table of tables) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table.name} t`);
      texts.push(...rows.map(({ row }) => `${row}${bytesIn(row)}`));
    }
    expect(texts.length).toBeGreaterThan(40);
    return texts.join('\n');
  } finally {
    await client.end();
  }
};

/** What a column of bytes says, as text. */
const bytesIn = (row: string): string =>
  [...row.matchAll(/\\\\x([0-9a-f]{8,})/g)].map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString()).join(' ');
