import { isFromOwnPages } from './same-origin.guard';

const post = (headers: Record<string, string>) =>
  isFromOwnPages({ method: 'POST', headers: { host: 'gate.example', ...headers } });

describe('a form', () => {
  it.each([
    ['of our own page', { 'sec-fetch-site': 'same-origin' }],
    ['of our own page in a browser that says only Origin', { origin: 'https://gate.example' }],
    ['typed by a person into the address bar', { 'sec-fetch-site': 'none' }],
    ['of a program', {}],
  ])('%s is taken', (_, headers) => expect(post(headers)).toBe(true));

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['of another site, by Origin', { origin: 'https://evil.example' }],
    ['of our host on another port', { origin: 'https://gate.example:8443' }],
    ['of a sandboxed frame', { origin: 'null' }],
    ['that claims our Origin from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://gate.example' }],
  ])('%s is refused', (_, headers) => expect(post(headers)).toBe(false));

  it('that only asks is always answered', () => {
    expect(isFromOwnPages({ method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } })).toBe(true);
  });
});
