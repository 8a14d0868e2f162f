import { createHash } from 'node:crypto';
import { chainHash, noHash } from './chain-hash';

describe('the hash of an event', () => {
  const link = {
    id: '0197a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b',
    version: 1,
    revision: 2,
    type: 'a.b',
    stream: 'é',
    metadata: '{"m":1}',
    data: '{}',
    prevHash: Buffer.alloc(32, 0xab),
  };

  it('is SHA-256 over the bytes that the migration lays down', () => {
    const bytes = Buffer.concat([
      Buffer.from('0197a1b2c3d47e5f8a6b0c1d2e3f4a5b', 'hex'),
      Buffer.from('00000001', 'hex'),
      Buffer.from('0000000000000002', 'hex'),
      Buffer.from('00000003' + '00000002' + '00000007' + '00000002', 'hex'),
      Buffer.alloc(32, 0xab),
      Buffer.from('a.bé{"m":1}{}', 'utf8'),
    ]);
    expect(chainHash(link)).toEqual(createHash('sha256').update(bytes).digest());
  });

  it('tells apart what reads the same end to end', () => {
    const moved = { ...link, type: 'a.', stream: 'bé' };
    expect(chainHash(moved)).not.toEqual(chainHash(link));
  });

  it.each([{ version: 2 }, { revision: 3 }, { prevHash: noHash }, { id: link.id.replace('5b', '5c') }])(
    'changes with %j',
    (change) => expect(chainHash({ ...link, ...change })).not.toEqual(chainHash(link)),
  );
});
