import type { App } from 'supertest/types';
import request from 'supertest';
import { Pool } from 'pg';
import { type Answer, type ContextApp } from '../../../../test/contexts/context-app';
import { receive, sendReferral } from '../../../../test/contexts/housing';
import {
  askForToken,
  type Client,
  makeClient,
  startCouncils,
  systemOf,
  withToken,
} from '../../../../test/councils/councils-app';

const referrals = '/api/v1/housing/referrals';
const clients = '/api/v1/councils/clients';

describe('a client of a council', () => {
  let context: ContextApp;
  const tokenOf = async (client: Client): Promise<string> => {
    const { body } = (await askForToken(context, client).expect(200)) as Answer;
    return (body as { access_token: string }).access_token;
  };

  beforeAll(async () => {
    context = await startCouncils();
  });
  afterAll(() => context.close());

  it('is made by an administrator and by nobody else, for a council that there is', async () => {
    await context.as('housing-southwark').post(clients, { council: 'E09000028' }).expect(403);
    await context.as('administrator').post(clients, { council: 'E09999999' }).expect(422);
    await context.as('administrator').post(clients, { council: 'Southwark' }).expect(400);
    const { clientId, clientSecret } = await makeClient(context, 'E09000028');
    expect(clientSecret).toHaveLength(43);
    const { body } = (await context.as('administrator').get(clients).expect(200)) as Answer;
    const { clients: known } = body as { clients: readonly { clientId: string }[] };
    const made = known.find((client) => client.clientId === clientId);
    expect(made).toMatchObject({ council: 'E09000028', madeBy: 'administrator', revokedAt: null });
    expect(JSON.stringify(known)).not.toContain(clientSecret);
  });

  it('leaves neither its secret nor its tokens in the database', async () => {
    const client = await makeClient(context, 'E09000028');
    const token = await tokenOf(client);
    const { rows } = await context.app.get(Pool).query<{ all: string }>(
      `select concat((select string_agg(c::text, '') from access.council_clients c),
           (select string_agg(t::text, '') from access.tokens t), (select string_agg(i::text, '') from platform.idempotency i)) as all`,
    );
    for (const secret of [client.clientSecret, token]) {
      expect(rows[0]?.all).not.toContain(secret);
      expect(rows[0]?.all).not.toContain(Buffer.from(secret).toString('hex'));
    }
    expect(rows[0]?.all).toContain(client.clientId);
  });

  it('gets a token for ten minutes, which nobody may keep', async () => {
    const answer = await askForToken(context, await makeClient(context, 'E09000028')).expect(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^ttg_[\w-]{43}$/) as string,
      token_type: 'Bearer',
      expires_in: 600,
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('may prove itself in the header', async () => {
    const { clientId, clientSecret } = await makeClient(context, 'E09000028');
    const server = context.app.getHttpServer() as App;
    const ask = () => request(server).post('/oauth/token').auth(clientId, clientSecret).type('form');
    await ask().send({ grant_type: 'client_credentials' }).expect(200);
    await ask().send({ grant_type: 'client_credentials', client_secret: clientSecret }).expect(400);
  });

  it.each([
    ['no grant', {}, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no secret', { grant_type: 'client_credentials', client_id: 'x' }, 400, 'invalid_request'],
    [
      'a client that is none',
      { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' },
      401,
      'invalid_client',
    ],
  ])('is refused with %s, as OAuth says it', async (_, form, status, error) => {
    const server = context.app.getHttpServer() as App;
    const answer = await request(server).post('/oauth/token').type('form').send(form).expect(status);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ status, error });
  });

  it('is not let guess for ever', async () => {
    const { clientId, clientSecret } = await makeClient(context, 'E09000028');
    const wrong = { clientId, clientSecret: 'wrong' };
    for (let guess = 0; guess < 10; guess += 1) await askForToken(context, wrong).expect(401);
    const { headers } = await askForToken(context, { clientId, clientSecret }).expect(429);
    expect(headers['retry-after']).toBe('60');
  });

  it('is not let guess more by asking at once, or by writing its id in other letters', async () => {
    const { clientId } = await makeClient(context, 'E09000028');
    const written = (guess: number): string => (guess % 2 === 0 ? clientId : clientId.toUpperCase());
    const guesses = Array.from({ length: 40 }, (_, guess) =>
      askForToken(context, { clientId: written(guess), clientSecret: 'wrong' }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    // Those that are being looked at when the tenth fails are looked at to the end.
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(11);
    expect(statuses).toContain(429);
  });

  it('reads what was sent to its council, and learns of nothing else', async () => {
    const referralId = await sendReferral(context, await receive(context), 'E09000028');
    const southwark = await systemOf(context, 'E09000028');
    const { body } = (await southwark.get(`${referrals}/${referralId}`).expect(200)) as Answer;
    expect(body).toMatchObject({ referralId, content: { name: expect.any(String) as string } });
    await (await systemOf(context, 'E09000007')).get(`${referrals}/${referralId}`).expect(404);
    await southwark.get(clients).expect(403);
    await southwark.post(`${referrals}/${referralId}/withdrawal`, { reason: 'OTHER' }).expect(403);
  });

  it('gets nothing with a token that is none, or has run out', async () => {
    const answer = await withToken(context, 'ttg_none').get(`${referrals}?council=E09000028`).expect(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    const token = await tokenOf(await makeClient(context, 'E09000028'));
    await withToken(context, token).get(referrals).expect(200);
    await context.app.get(Pool).query(`delete from access.tokens`);
    await context.app.get(Pool).query(
      `insert into access.tokens (token_hash, client_id, expires_at)
         select sha256($1), client_id, now() - interval '1 second' from access.council_clients limit 1`,
      [token],
    );
    await withToken(context, token).get(referrals).expect(401);
  });

  it('is shut out at once when it is revoked', async () => {
    const client = await makeClient(context, 'E09000028');
    const system = withToken(context, await tokenOf(client));
    await system.get(referrals).expect(200);
    await context.as('administrator').post(`${clients}/${client.clientId}/revocation`, {}).expect(200);
    await system.get(referrals).expect(401);
    await askForToken(context, client).expect(401);
    const unknown = '0b0f0e1c-0000-4000-8000-00000000ffff';
    await context.as('administrator').post(`${clients}/${unknown}/revocation`, {}).expect(404);
  });
});
