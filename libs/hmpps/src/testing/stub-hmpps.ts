import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HmppsSettings } from '../hmpps-settings';
import { asPublished } from './published-schemas';

type Answer = Readonly<Record<string, unknown>>;

const client = { clientId: 'through-the-gate-client', clientSecret: 'synthetic secret: of no system' };

/**
 * HMPPS as it is published, over HTTP: Auth, Prisoner Search and the Prison API in one server of its own. It gives what it was told
 * to and nothing else, wants a token for all of it, and can be away.
 */
export class StubHmpps {
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();
  private tokens = 0;
  private away = false;
  private silent = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StubHmpps> {
    const server = createServer();
    const stub = new StubHmpps(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => stub.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get settings(): HmppsSettings {
    const url = this.url;
    return { prisonerSearchUrl: url, prisonApiUrl: url, tokenUrl: `${url}/auth/oauth/token`, ...client };
  }

  prisoner(asked: string, changed: Answer = {}): void {
    this.answers.set(`/prisoner/${asked}`, asPublished('Prisoner', { ...usual(asked), ...changed }));
  }

  /** As HMPPS would not answer. */
  unlikePublished(asked: string, changed: Answer): void {
    this.answers.set(`/prisoner/${asked}`, { ...usual(asked), ...changed });
  }

  noPrisoner(prisonerNumber: string): void {
    this.answers.delete(`/prisoner/${prisonerNumber}`);
  }

  sentenceDates(changed: Answer, bookingId = '1201102'): void {
    const dates = asPublished('SentenceCalcDates', { bookingId: Number(bookingId), ...changed });
    this.answers.set(`/api/bookings/${bookingId}/sentenceDetail`, dates);
  }

  /** As HMPPS would not answer: they cannot be read. */
  brokenDates(bookingId = '1201102'): void {
    this.answers.set(`/api/bookings/${bookingId}/sentenceDetail`, { conditionalReleaseDate: 'no date' });
  }

  fixedTermRecall(returnToCustodyDate: string, recallLength: number, bookingId = '1201102'): void {
    const recall = { bookingId: Number(bookingId), returnToCustodyDate, recallLength };
    this.answers.set(`/api/bookings/${bookingId}/fixed-term-recall`, asPublished('FixedTermRecallDetails', recall));
  }

  forgetSentence(bookingId = '1201102'): void {
    this.answers.delete(`/api/bookings/${bookingId}/sentenceDetail`);
    this.answers.delete(`/api/bookings/${bookingId}/fixed-term-recall`);
  }

  /** Every request fails, until it is back. */
  goAway(): void {
    this.away = true;
  }

  comeBack(): void {
    this.away = false;
  }

  /** Requests are taken and never answered. */
  fallSilent(): void {
    this.silent = true;
  }

  /** The tokens it gave are worth nothing any more. */
  revokeTokens(): void {
    this.tokens += 1;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer({ url = '', headers, method }: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${method} ${url}`);
    if (this.silent) return;
    if (this.away) return end(response, 503);
    if (url === '/auth/oauth/token') return this.giveToken(headers.authorization, response);
    if (headers.authorization !== `Bearer ${this.token()}`) return end(response, 401);
    if (url.startsWith('/elsewhere')) return end(response, 302, undefined, { Location: '/prisoner/A1234BC' });
    const known = this.answers.get(url);
    end(response, known ? 200 : 404, known ?? { status: 404, userMessage: 'Resource not found' });
  }

  private giveToken(authorization: string | undefined, response: ServerResponse): void {
    const id = `${encodeURIComponent(client.clientId)}:${encodeURIComponent(client.clientSecret)}`;
    if (authorization !== `Basic ${Buffer.from(id).toString('base64')}`) return end(response, 401);
    end(response, 200, { access_token: this.token(), token_type: 'bearer', expires_in: 1199, scope: 'read' });
  }

  private token(): string {
    return `token-${this.tokens}`;
  }
}

const usual = (prisonerNumber: string): Answer => ({
  ...{ prisonerNumber, bookingId: '1201102', firstName: 'SYNTHETIC', lastName: 'EXAMPLE' },
  ...{ dateOfBirth: '1990-04-01', gender: 'Female' },
  ...{ status: 'ACTIVE IN', lastMovementTypeCode: 'ADM', lastMovementReasonCode: 'N' },
  ...{ inOutStatus: 'IN', prisonId: 'BZI', lastPrisonId: 'BZI', legalStatus: 'REMAND', recall: false },
  ...{ indeterminateSentence: false, restrictedPatient: false, receptionDate: '2027-03-01' },
});

const end = (
  response: ServerResponse,
  status: number,
  body: Answer = {},
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
};
