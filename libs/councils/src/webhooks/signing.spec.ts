import { Webhook } from 'standardwebhooks';
import { newSigningSecret, NothingToSignWith, signed } from './signing';

const [old, fresh, other] = [newSigningSecret(), newSigningSecret(), newSigningSecret()];
const body = '{"type":"council.referral-made"}';

describe('a signed message', () => {
  it('is known by either secret while two overlap, and by no other', () => {
    const { headers } = signed('id-1', body, [fresh, old], new Date());
    expect(new Webhook(fresh).verify(body, { ...headers })).toEqual(JSON.parse(body));
    expect(new Webhook(old).verify(body, { ...headers })).toEqual(JSON.parse(body));
    expect(() => new Webhook(other).verify(body, { ...headers })).toThrow('No matching signature');
  });

  it('is not known when a letter, its id or its time was changed', () => {
    const { headers } = signed('id-1', body, [fresh], new Date());
    expect(() => new Webhook(fresh).verify(`${body} `, { ...headers })).toThrow();
    expect(() => new Webhook(fresh).verify(body, { ...headers, 'webhook-id': 'id-2' })).toThrow();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => new Webhook(fresh).verify(body, { ...headers, 'webhook-timestamp': later })).toThrow();
  });

  it('is not taken when it is played again later', () => {
    const { headers } = signed('id-1', body, [fresh], new Date(Date.now() - 600_000));
    expect(() => new Webhook(fresh).verify(body, { ...headers })).toThrow('too old');
  });

  it('is not made without a secret: nothing goes out unsigned', () =>
    expect(() => signed('id-1', body, [], new Date())).toThrow(NothingToSignWith));

  it('as the specification has it: the signature of its own example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const { headers } = signed(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      [secret],
      new Date(1614265330 * 1000),
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});
