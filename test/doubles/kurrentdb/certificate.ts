import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerCredentials } from '@grpc/grpc-js';
import { generate } from 'selfsigned';

/** What a node with TLS shows, and what its clients trust: made for one test and gone with it. */
export interface Certificate {
  readonly credentials: ServerCredentials;
  /** The file that a client is told of as `tlsCAFile`. */
  readonly authorityFile: string;
  remove(): void;
}

/** @returns a certificate for localhost that is its own authority. */
export const makeCertificate = async (): Promise<Certificate> => {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'ttg-certificate-'));
  const authorityFile = join(folder, 'authority.pem');
  writeFileSync(authorityFile, made.cert);
  const pair = { private_key: Buffer.from(made.private), cert_chain: Buffer.from(made.cert) };
  return {
    credentials: ServerCredentials.createSsl(null, [pair]),
    authorityFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
