import { ownPath } from './own-path';

describe('where a form leads', () => {
  it('is the page that was asked for', () => expect(ownPath('/cases/1?after=2')).toBe('/cases/1?after=2'));

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '',
    'cases',
    undefined,
    ['/a'],
    7,
  ])('is the board for %p, which is no path of ours', (wanted) => expect(ownPath(wanted)).toBe('/'));
});
