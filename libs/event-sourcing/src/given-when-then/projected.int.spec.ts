import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { CannotBeTallied, Tally, tallied, type Tallied } from '../../../../test/projections/tally';
import type { Tables } from '../projections/projection';
import { projectionSpecification, recorded } from './projected';

let database: TestDatabase;
const url = (): string => database.appUrl;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const of = (caseId: string, amount: number): Tallied => recorded(tallied({ amount }), { caseId });
const totals = 'select case_id as "caseId", total from tally order by case_id';

/** It adds one for each batch: how the events were cut shows. */
class CountsBatches extends Tally {
  override async apply(events: readonly Tallied[], tables: Tables): Promise<void> {
    await super.apply(events, tables);
    await tables.query('update tally set total = total + 1');
  }
}

describe('a specification of a projection', () => {
  const given = projectionSpecification(new Tally(), url);

  it('holds where the rows follow from the events', async () => {
    await given(of('one', 2), of('two', 5), of('one', 3)).thenRows(totals, [
      { caseId: 'one', total: 5 },
      { caseId: 'two', total: 5 },
    ]);
    await given().thenRows(totals, []);
  });

  it('fails on other rows, more rows and rows in another order', async () => {
    const both = given(of('one', 2), of('two', 5));
    const [one, two] = [
      { caseId: 'one', total: 2 },
      { caseId: 'two', total: 5 },
    ];
    for (const wrong of [[one], [two, one], [one, { ...two, total: 6 }], []])
      await expect(both.thenRows(totals, wrong)).rejects.toThrow('expect(received)');
  });

  it('fails where the rows depend on how the events are cut into batches', async () => {
    const counting = projectionSpecification(new CountsBatches(), url);
    const twice = counting(of('one', 2), of('one', 3));
    await expect(twice.thenRows(totals, [{ caseId: 'one', total: 6 }])).rejects.toThrow('expect(received)');
    await expect(twice.thenSameRows(totals)).rejects.toThrow('expect(received)');
    await given(of('one', 2), of('one', 3)).thenSameRows(totals);
  });

  it('fails with what the projection throws', async () => {
    const poisoned = new Tally();
    poisoned.poison.add(2);
    const given = projectionSpecification(poisoned, url);
    await expect(given(of('one', 2)).thenRows(totals, [])).rejects.toThrow(CannotBeTallied);
  });
});
