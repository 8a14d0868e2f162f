import { inOrderFor, ownerOf, services } from './routes';

const her = '/cases/5f0c2b66-8f0e-4b1c-9a52-6f7a3a3f2d11';

describe('an address', () => {
  it.each([
    ['/', 'readiness'],
    ['/?prison=BZI', 'readiness'],
    [her, 'readiness'],
    [`${her}/alerts/1`, 'readiness'],
    [`${her}/tasks/1/completion`, 'readiness'],
    [`${her}/housing`, 'housing'],
    [`${her}/housing/referrals/1`, 'housing'],
    [`${her}/health`, 'health'],
    [`${her}/custody`, 'custody'],
    [`${her}/sharing`, 'custody'],
    ['/api/v1/people/persons', 'custody'],
    ['/api/v1/custody/cases/1/release', 'custody'],
    ['/api/v1/sharing/cases/1', 'custody'],
    ['/api/v1/housing/referrals', 'housing'],
    ['/api/v1/health/cases/1', 'health'],
    ['/api/v1/readiness/board', 'readiness'],
    ['/API/V1/Housing/referrals', 'housing'],
    ['/api/v1/admin/projections/housing.referral-inbox/pause', 'housing'],
    ['/api/v1/admin/projections/people.persons', 'custody'],
    ['/api/v1/admin/projections/nobody.knows', 'readiness'],
    ['/api/v1/inbox/hmpps', 'custody'],
    ['/api/v1/admin/inbox/hmpps', 'custody'],
    ['/api/v1/councils/clients', 'housing'],
    ['/oauth/token', 'housing'],
    ['/health/councils', 'housing'],
    ['/demo/clock', 'readiness'],
    ['/demo/identity', 'readiness'],
    ['/api/docs', 'readiness'],
    ['/api/v1/healthy', 'readiness'],
    ['/housing', 'readiness'],
  ])('%s is answered by %s', (path, service) => expect(ownerOf(path, services)).toBe(service));
});

it('what the relay says of itself is answered by it, where there is one', () => {
  expect(ownerOf('/health/relay', [...services, 'relay'])).toBe('relay');
  expect(ownerOf('/health/relay', services)).toBe('readiness');
});

describe('a page looks as it should while the service of the board is away', () => {
  it('because assets come from any service', () =>
    expect(inOrderFor('/assets/application.css', services)).toEqual(['readiness', 'custody', 'housing', 'health']));

  it('and nothing else does', () => expect(inOrderFor('/api/v1/readiness/board', services)).toEqual(['readiness']));
});
