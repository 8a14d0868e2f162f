import { date } from '@ttg/calendar';
import { housingAuthorityOn } from './housing-authority';

const today = date('2026-11-22');
const on = (code: string, day = today) => housingAuthorityOn(code, day);

describe('a duty to refer', () => {
  it('goes to an English council that exists', () =>
    expect(on('E09000028')).toMatchObject({ ok: true, council: { name: 'Southwark' } }));

  it('goes to Barnsley under its old code, with the new one in the answer', () =>
    expect(on('E08000016')).toMatchObject({ ok: true, council: { code: 'E08000038' } }));

  it('does not go to an abolished council: the answer says which replaced it', () => {
    expect(on('E07000189')).toMatchObject({ ok: false, reason: 'abolished', replacedBy: { name: 'Somerset' } });
    expect(on('E07000189')).toHaveProperty(
      'message',
      'South Somerset District Council was abolished on 1 April 2023. Choose Somerset Council (E06000066), which replaced it.',
    );
  });

  it('names the council of today where the replacement was itself replaced', () =>
    expect(on('E07000190')).toMatchObject({ reason: 'abolished', replacedBy: { name: 'Somerset' } }));

  it('follows Surrey: Elmbridge to 31 March 2027, East Surrey from the day after', () => {
    expect(on('E07000207', date('2027-03-31'))).toMatchObject({ ok: true });
    const after = on('E07000207', date('2027-04-01'));
    expect(after).toMatchObject({ ok: false, reason: 'abolished', replacedBy: { name: 'East Surrey' } });
    expect(after).toHaveProperty('message', expect.stringContaining('East Surrey Council (code not yet published)'));
    expect(on('PROVISIONAL-EAST-SURREY', date('2027-04-01'))).toMatchObject({ ok: true });
  });

  it('does not go to a council that is not there yet', () => {
    const early = on('PROVISIONAL-EAST-SURREY');
    expect(early).toMatchObject({ ok: false, reason: 'not-yet-formed' });
    expect(early).toHaveProperty('message', expect.stringContaining('1 April 2027'));
  });

  it.each([
    ['W06000015', 'wales', 'application for assistance'],
    ['S12000036', 'scotland', 'homelessness application'],
    ['S12000043', 'scotland', 'homelessness application'],
    ['N09000003', 'northern-ireland', 'Housing Executive'],
    ['n09000003', 'northern-ireland', 'Housing Executive'],
  ])('does not go to %s: in %s the route is %s', (code, reason, words) => {
    const answer = on(code);
    expect(answer).toMatchObject({ ok: false, reason });
    expect(answer).toHaveProperty('message', expect.stringContaining(words));
    expect(answer).toHaveProperty('route.source.ref', expect.stringContaining('S6'));
  });

  it.each(['E09000099', '', 'Southwark', '🏠', "'; drop table councils; --"])(
    'does not go to %j, which is no council',
    (code) =>
      expect(on(code)).toMatchObject({
        ok: false,
        reason: 'unknown',
        message: expect.stringContaining('E09000028') as string,
      }),
  );

  it('does not go to a county council, which has no housing duty', () =>
    expect(on('E10000030')).toMatchObject({
      reason: 'unknown',
      message: expect.stringContaining('county council') as string,
    }));
});
