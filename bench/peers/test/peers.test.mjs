import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openEmmett } from '../src/emmett.mjs';
import { openMessageDb } from '../src/message-db.mjs';
import { testServer } from './ground.mjs';

const newDatabase = testServer();

const received = () => ({
  id: randomUUID(),
  type: 'housing.referral-received',
  data: { at: '2027-03-05T09:12:44.512Z' },
  metadata: { correlationId: randomUUID() },
});

for (const [name, open] of Object.entries({ emmett: openEmmett, message_db: openMessageDb })) {
  describe(`${name}, as the bench opens it`, () => {
    let peer;
    before(async () => {
      peer = await open(await newDatabase(name), 4);
    });
    after(() => peer?.close());

    test('keeps what is appended to a stream, and gives it back', async () => {
      const stream = `dutyToRefer-${randomUUID()}`;
      await peer.create(stream, [received(), received(), received()]);
      assert.equal(await peer.readStream(stream), 3);
      assert.equal(await peer.readStream(`dutyToRefer-${randomUUID()}`), 0);
    });
  });
}

describe('message-db, as the bench opens it', () => {
  test('refuses to create a stream that is there', async () => {
    const peer = await openMessageDb(await newDatabase('message_db_refuses'), 1);
    const stream = `dutyToRefer-${randomUUID()}`;
    await peer.create(stream, [received()]);
    await assert.rejects(peer.create(stream, [received()]), /Wrong expected version/);
    await peer.close();
  });
});

describe('Emmett, as the bench opens it', () => {
  test('makes documents anew of all events, as often as it is asked to', async () => {
    const peer = await openEmmett(await newDatabase('emmett_rebuilds'), 4);
    for (let stream = 0; stream < 5; stream += 1)
      await peer.create(`dutyToRefer-${randomUUID()}`, [received(), received()]);
    assert.equal(await peer.rebuild(), 10);
    assert.equal(await peer.rebuild(), 10);
    await peer.close();
  });

  test('says of an append whether it was refused', async () => {
    const peer = await openEmmett(await newDatabase('emmett_appends'), 16);
    const stream = `dutyToRefer-${randomUUID()}`;
    await peer.create(stream, [received()]);
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => peer.append(stream, [received()])));
    assert.equal(await peer.readStream(stream), 1 + outcomes.filter(Boolean).length);
    await peer.close();
  });
});
