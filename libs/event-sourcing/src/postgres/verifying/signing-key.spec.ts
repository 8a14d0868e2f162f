import { createPublicKey, sign } from 'node:crypto';
import { publicPem, readPublicKey, signingKey } from './signing-key';

describe('the key that signs', () => {
  // RFC 8032, 7.1, test 1.
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const key = signingKey(seed);

  it('is Ed25519: the public half and the signature are those of RFC 8032', () => {
    const publicBytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
    expect(publicBytes.toString('hex')).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(sign(null, Buffer.alloc(0), key).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  it('gives out its public half alone, and reads it back', () => {
    const pem = publicPem(key);
    expect(pem).not.toContain('PRIVATE');
    expect(readPublicKey(pem, 'signer.pem').equals(createPublicKey(key))).toBe(true);
  });
});
