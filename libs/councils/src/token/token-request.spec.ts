import { readTokenRequest } from './token-request';

const grant = { grant_type: 'client_credentials' };
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const known = { clientId: 'an id', clientSecret: 'a+secret:%' };

describe('a request for a token', () => {
  it('carries id and secret in the form', () =>
    expect(readTokenRequest({ ...grant, client_id: 'an id', client_secret: 'a+secret:%' }, undefined)).toEqual(known));

  it('or in the header, each of them form-encoded', () =>
    expect(readTokenRequest(grant, basic('an+id:a%2Bsecret%3A%25'))).toEqual(known));

  it('and whatever else it carries is ignored', () =>
    expect(readTokenRequest({ ...grant, scope: 'all' }, basic('an+id:a%2Bsecret%3A%25'))).toEqual(known));

  it.each([
    ['nothing', {}, undefined],
    ['the grant twice', { grant_type: ['client_credentials', 'client_credentials'] }, undefined],
    ['another grant', { grant_type: 'password' }, undefined],
    ['no secret', { ...grant, client_id: 'x' }, undefined],
    ['an empty secret', { ...grant, client_id: 'x', client_secret: '' }, undefined],
    ['a secret that is a list', { ...grant, client_id: 'x', client_secret: ['y'] }, undefined],
    ['an endless secret', { ...grant, client_id: 'x', client_secret: 'y'.repeat(201) }, undefined],
    ['both ways at once', { ...grant, client_secret: 'y' }, basic('x:y')],
    ['a header without a colon', grant, basic('xy')],
    ['a header that cannot be decoded', grant, basic('x:%E0%A4%A')],
    ['another header', grant, 'Bearer x'],
  ])('with %s is none', (_, form, header) =>
    expect(() => readTokenRequest(form, header)).toThrow(expect.objectContaining({ status: 400 }) as Error),
  );
});
