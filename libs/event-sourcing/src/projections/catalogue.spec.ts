import { Tally, tallied } from '../../../../test/projections/tally';
import { EventRegistry } from '../events/event-registry';
import { liveSchema, ProjectionCatalogue, shadowSchema } from './catalogue';

const catalogue = (): ProjectionCatalogue => new ProjectionCatalogue(new EventRegistry());

class Named extends Tally {
  constructor(override readonly name: 'housing.tally') {
    super();
  }
}

describe('the catalogue of projections', () => {
  it('makes known the events a projection handles, whoever’s they are', () => {
    const registry = new EventRegistry();
    new ProjectionCatalogue(registry).add(new Tally());
    expect(registry.get('housing.tallied')).toBe(tallied);
  });

  it('refuses two projections of one name', () => {
    const projections = catalogue();
    projections.add(new Tally());
    expect(() => projections.add(new Tally())).toThrow('There are two projections named housing.tally.');
  });

  it.each([
    'tally',
    'Housing.tally',
    'housing.tally_log',
    'housing.',
    'a.b.c',
    'housing.x"; drop table y',
    `housing.${'x'.repeat(43)}`,
  ])('refuses the name %s', (name) =>
    expect(() => catalogue().add(new Named(name as 'housing.tally'))).toThrow('is no name for a projection'),
  );

  it('names those it has when asked for another', () => {
    const projections = catalogue();
    projections.add(new Tally());
    expect(() => projections.get('housing.tely')).toThrow(
      'There is no projection housing.tely here. There are: housing.tally.',
    );
  });

  it('has room for the longest schema of a rebuild', () => {
    const longest = new Named(`housing.${'x'.repeat(42)}` as 'housing.tally');
    catalogue().add(longest);
    expect(Buffer.byteLength(shadowSchema(longest))).toBeLessThanOrEqual(63);
    expect(liveSchema(longest)).toBe('housing');
  });
});
