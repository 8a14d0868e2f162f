import { CouncilNotices, CouncilsModule, type CouncilNotice, beforeAll as beforeAllNotices } from '@ttg/councils';
import { EventStore, ProjectionWaiter } from '@ttg/event-sourcing';
import { CouncilAnswers, HousingModule } from '@ttg/housing';
import type { KafkaSettings } from '@ttg/messaging';
import request from 'supertest';
import type { App } from 'supertest/types';
import { type Answer, type ContextApp, startContext } from '../contexts/context-app';
import type { TestDatabase } from '../postgres/database';

export const publicUrl = 'https://gate.test';

/**
 * Housing and what councils have of it, on a database of its own.
 * @param given a database that another such process uses too
 * @param kafka where councils' answers are read
 * @param beside what else this process has
 */
export const startCouncils = (
  given?: TestDatabase,
  kafka?: KafkaSettings,
  beside: Parameters<typeof startContext>[0] = [],
): Promise<ContextApp> =>
  startContext(
    [
      HousingModule,
      CouncilsModule.forRoot(
        { publicUrl, privateNetworks: ['127.0.0.0/8', '::1/128'] },
        { imports: [HousingModule], taker: CouncilAnswers, kafka },
      ),
      ...beside,
    ],
    given ? undefined : '2027-02-02',
    given,
  );

/** Waits until the gate has come to all that was written. */
export const gatePassed = async ({ app }: ContextApp): Promise<void> => {
  const position = await app.get(EventStore).lastPosition();
  const reached = position && (await app.get(ProjectionWaiter).waitFor('councils.gate', position, 10_000));
  if (!reached) throw new Error('The gate did not come to the end of the store.');
};

/** The notices of a referral that may be sent, when the gate has come to all that was written. */
export const noticesOf = async (context: ContextApp, referralId: string): Promise<readonly CouncilNotice[]> => {
  await gatePassed(context);
  const all = await context.app.get(CouncilNotices).after(beforeAllNotices, 1000);
  return all.filter((notice) => notice.key === referralId);
};

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const makeClient = async (context: ContextApp, council: string): Promise<Client> => {
  const answer = await context.as('administrator').post('/api/v1/councils/clients', { council }).expect(201);
  return (answer as Answer).body as Client;
};

export const askForToken = ({ app }: ContextApp, { clientId, clientSecret }: Client): request.Test =>
  request(app.getHttpServer() as App)
    .post('/oauth/token')
    .type('form')
    .send({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });

/** A council's own system, with a token of its own. */
export interface CouncilSystem {
  get(path: string): request.Test;
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): request.Test;
}

export const withToken = ({ app }: ContextApp, token: string): CouncilSystem => {
  const authorization = { Authorization: `Bearer ${token}` };
  const server = app.getHttpServer() as App;
  return {
    get: (path) => request(server).get(path).set(authorization),
    post: (path, body, headers = {}) =>
      request(server)
        .post(path)
        .set({ ...authorization, ...headers })
        .send(body),
  };
};

export const systemOf = async (context: ContextApp, council: string): Promise<CouncilSystem> => {
  const answer = (await askForToken(context, await makeClient(context, council)).expect(200)) as Answer;
  return withToken(context, (answer.body as { access_token: string }).access_token);
};

/** The address of a detail, without the installation it is at. */
export const pathOf = ({ thin }: CouncilNotice): string => thin.detailUrl.slice(publicUrl.length);
