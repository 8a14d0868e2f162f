import type { Client } from 'pg';
import { appendMany, testBed } from '../../../test/projections/kernel-under-test';
import { connect } from '../ground/connect';
import { selectAll } from './replays';

const bed = testBed();

describe('the limit of a replay', () => {
  let client: Client;

  beforeEach(async () => {
    client = await connect(bed.database.appUrl);
  });

  afterEach(() => client.end());

  it('reads every event once, page after page, and makes no objects of its rows', async () => {
    await appendMany(await bed.open([]), 1_001);
    const asked = jest.spyOn(client, 'query');
    expect(await selectAll(client)).toBe(1_001);
    expect(asked.mock.calls).toEqual([
      [expect.objectContaining({ values: ['-1', 1_000], rowMode: 'array' })],
      [expect.objectContaining({ values: ['1000', 1_000], rowMode: 'array' })],
    ]);
  });
});
