import { roles } from './account';
import { demoAccounts } from './demo-accounts';
import { DemoIdentities, NoIdentities } from './demo-identities';

describe('the demo accounts', () => {
  it('are marked as such, each with an id of its own', () => {
    expect(new Set(demoAccounts.map(({ id }) => id)).size).toBe(demoAccounts.length);
    for (const { title } of demoAccounts) expect(title).toMatch(/\(demo\)$/);
  });

  it('have every role', () => {
    expect(new Set(demoAccounts.map(({ role }) => role))).toEqual(new Set(roles));
  });
});

describe('a demo identity', () => {
  const identities = new DemoIdentities();

  it('is told by header or cookie, the header first', async () => {
    const [header, cookie] = ['housing-camden', 'administrator'];
    const headers = { 'x-demo-identity': header };
    const cookies = { 'demo-identity': cookie };
    await expect(identities.identify({ headers, cookies })).resolves.toMatchObject({
      account: { id: header },
      by: 'header',
    });
    await expect(identities.identify({ headers: {}, cookies })).resolves.toMatchObject({
      account: { id: cookie },
      by: 'cookie',
    });
  });

  it('is not taken from one who names nobody, or somebody else', async () => {
    await expect(identities.identify({ headers: {}, cookies: {} })).resolves.toHaveProperty('howToSignIn');
    const headers = { 'x-demo-identity': 'governor' };
    await expect(identities.identify({ headers, cookies: {} })).resolves.toHaveProperty('howToSignIn');
  });

  it('is worth nothing without DEMO', async () => {
    await expect(new NoIdentities().identify()).resolves.not.toHaveProperty('account');
  });
});
