import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startReceiver, type WebhookReceiver } from '../councils/receiver';
import type { Answer } from '../support/api-client';
import { Story } from './support/story';
import { camden, southwark } from './support/who';
import { Woman } from './support/woman';

jest.setTimeout(120_000);

interface Notice {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly detailUrl: string };
}

/** A council's own case system: it hears by webhook, fetches and answers with its token, and nobody retypes anything. */
class CouncilSystem {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(story: Story, council: string): Promise<CouncilSystem> {
    const client = await story
      .asAdministrator()
      .post<{ clientId: string; clientSecret: string }>('/api/v1/councils/clients', { council });
    const { clientId: client_id, clientSecret: client_secret } = client;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const response = await fetch(`${story.url}/oauth/token`, { method: 'POST', body: form });
    const { access_token } = (await response.json()) as { access_token: string };
    return new CouncilSystem(story.url, access_token);
  }

  /** @param detailUrl as the notice has it: another name of the same place, where it is played behind another port */
  async fetch<Body = unknown>(detailUrl: string): Promise<Pick<Answer<Body>, 'status' | 'body'>> {
    const response = await fetch(this.url + new URL(detailUrl).pathname, { headers: this.headers });
    return { status: response.status, body: (await response.json()) as Body };
  }

  async says(detailUrl: string, what: string, body: object = {}): Promise<number> {
    const response = await fetch(`${this.url}${new URL(detailUrl).pathname}/${what}`, {
      method: 'POST',
      headers: { ...this.headers, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify(body),
    });
    return response.status;
  }

  private get headers() {
    return { Authorization: `Bearer ${this.token}` };
  }
}

/** Southwark has a case system that hears of a referral, reads it, answers, and loses it when she changes her mind. She is synthetic. */
describe('a council with systems of its own', () => {
  let story: Story;
  let she: Woman;
  let receiver: WebhookReceiver;
  let secret: string;
  let council: CouncilSystem;
  let made: Notice;

  const referred = async (woman: Woman): Promise<void> => {
    await woman.registered();
    await woman.received('2027-09-06', 'sentenced');
    await woman.custody('release-date', { date: '2027-11-01', type: 'CRD', source: 'calculation' });
    await woman.referralDrafted();
    await woman.answersAgreements('given', 'Yes, tell them.');
    const nobody = { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' };
    await woman.referral('who-must-not-know', nobody);
    const contact = { inCustody: { route: 'video-slot' }, afterRelease: { phone: '07700 900123', safeToText: true } };
    await woman.referral('made', { content: { name: 'Synthetic Example', contact, needs: 'A ground floor.' } });
  };
  /** The messages so far, each known by its signature. */
  const heard = async (count: number): Promise<readonly Notice[]> => {
    await receiver.until(count);
    return receiver.received.map(
      ({ body, headers }) => new Webhook(secret).verify(body, { ...headers } as never) as Notice,
    );
  };

  beforeAll(async () => {
    story = await Story.begin();
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await receiver.close();
    await story.end();
  });

  it('is given credentials, and proves that it is listening', async () => {
    await story.goTo('2027-09-06');
    const administrator = story.asAdministrator();
    const registered = await administrator.post<{ receiverId: string; secret: string }>('/api/v1/councils/webhooks', {
      council: southwark,
      url: receiver.url,
    });
    ({ secret } = registered);
    await administrator.post(`/api/v1/councils/webhooks/${registered.receiverId}/proof`);
    council = await CouncilSystem.signIn(story, southwark);
  });

  it('hears that a referral was made, and nothing of hers', async () => {
    she = new Woman(story);
    await referred(she);
    const [notice] = await heard(1);
    if (!notice) throw new Error('A notice should have come.');
    made = notice;
    expect(made.type).toBe('council.referral-made');
    expect(made.data.detailUrl).toMatch(new RegExp(`/api/v1/housing/referrals/${she.id('referralId')}$`));
    const message = JSON.stringify(receiver.received[0]);
    expect(message).not.toMatch(/Synthetic|900123|ground floor/);
    for (const id of [she.id('caseId'), she.id('personId')]) expect(message).not.toContain(id);
  });

  it('reads it with its own credentials; another council does not learn that it is there', async () => {
    const { status, body } = await council.fetch(made.data.detailUrl);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      content: { name: 'Synthetic Example', needs: 'A ground floor.' },
      release: { date: '2027-11-01', certainty: 'set' },
    });
    const other = await CouncilSystem.signIn(story, camden);
    expect(await other.fetch(made.data.detailUrl)).toMatchObject({ status: 404 });
    expect(await other.says(made.data.detailUrl, 'receipt', { how: 'portal' })).toBe(404);
  });

  it('answers, and nobody retypes it', async () => {
    const { detailUrl } = made.data;
    const on = '2027-09-06';
    expect(await council.says(detailUrl, 'receipt', { how: 'automatic', reference: 'SYN-17' })).toBe(200);
    expect(await council.says(detailUrl, 'contact-attempts', { how: 'phone', outcome: 'no-answer' })).toBe(200);
    expect(await council.says(detailUrl, 'contact', { how: 'video' })).toBe(200);
    const decision = { section: 's.195', decidedOn: on, notifiedOn: on };
    expect(await council.says(detailUrl, 'decisions', decision)).toBe(200);
    expect(await story.as('resettlement').get(`/api/v1/housing/referrals/${she.id('referralId')}`)).toMatchObject({
      sent: {
        receipt: { reference: 'SYN-17' },
        contacts: [{ outcome: 'no-answer' }, {}],
        duties: [{ section: 's.195' }],
      },
    });
  });

  it('hears that her date has moved, reads it and says that it has seen it', async () => {
    await she.custody('release-date', {
      date: '2027-10-08',
      type: 'CRD',
      source: 'calculation',
      reason: 'recalculated',
    });
    const [, moved] = await heard(2);
    expect(moved?.type).toBe('council.release-changed');
    const { detailUrl } = moved?.data ?? made.data;
    expect(await council.fetch(detailUrl)).toMatchObject({
      body: { release: { date: '2027-10-08', certainty: 'has-moved' } },
    });
    expect(await council.says(detailUrl, `updates/${moved?.id}/acknowledgement`)).toBe(200);
    expect(await story.as('resettlement').get(`/api/v1/housing/referrals/${she.id('referralId')}`)).toMatchObject({
      sent: { acknowledged: [{ updateId: moved?.id, on: '2027-09-06' }] },
    });
  });

  it('reads nothing any more from the moment she withdraws her agreement, and hears that she did', async () => {
    await she.referral('agreements', { to: 'pass-on-contact-details', answer: 'withdrawn', how: 'telephone' });
    for (const { data } of await heard(2)) expect(await council.fetch(data.detailUrl)).toMatchObject({ status: 410 });
    const [, , withdrawn] = await heard(3);
    expect(withdrawn?.type).toBe('council.agreement-withdrawn');
    expect(await council.fetch(withdrawn?.data.detailUrl ?? '')).toMatchObject({ status: 410 });
  });

  it('hears nothing of her after that', async () => {
    await she.custody('release-date', {
      date: '2027-10-01',
      type: 'CRD',
      source: 'calculation',
      reason: 'recalculated',
    });
    const another = new Woman(story);
    await referred(another);
    const [, , , next] = await heard(4);
    // What comes next is of somebody else: the gate let nothing out in between.
    expect(next).toMatchObject({ type: 'council.referral-made' });
    expect(next?.data.detailUrl).toContain(another.id('referralId'));
    expect(receiver.received).toHaveLength(4);
  });
});
