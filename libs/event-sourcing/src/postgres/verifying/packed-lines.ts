import { gunzipSync, createGzip } from 'node:zlib';
import { StartFailure } from '../../embedded-postgres/start-failure';

/** Far more than any store of ours will have, and less than would stop the process. Bytes. */
const mostUnpacked = 500_000_000;

/** Lines, pressed as they come: only what is pressed is held. */
export class PackedLines {
  private readonly gzip = createGzip();
  private readonly packed: Buffer[] = [];
  private readonly done: Promise<void>;

  constructor() {
    this.gzip.on('data', (chunk: Buffer) => this.packed.push(chunk));
    this.done = new Promise((resolve, reject) => this.gzip.on('end', resolve).on('error', reject));
  }

  /** Resolves when there is room for more. */
  async add(lines: readonly unknown[]): Promise<void> {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (!this.gzip.write(text)) await new Promise((resolve) => this.gzip.once('drain', resolve));
  }

  /** @returns all lines: gzip, in base64. */
  async end(): Promise<string> {
    this.gzip.end();
    await this.done;
    return Buffer.concat(this.packed).toString('base64');
  }
}

/** Lines that were packed, read one at a time, from either end. */
export class UnpackedLines {
  private readonly text: string;

  /** @throws StartFailure where they do not unpack. */
  constructor(packed: string) {
    try {
      const bytes = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostUnpacked });
      this.text = bytes.toString('utf8');
    } catch (cause) {
      throw new StartFailure('The checkpoint does not unpack: the file was changed or cut off.', { cause });
    }
  }

  *forwards(): Generator<unknown> {
    for (let start = 0; start < this.text.length;) {
      const end = this.text.indexOf('\n', start);
      yield JSON.parse(this.text.slice(start, end < 0 ? undefined : end));
      start = end < 0 ? this.text.length : end + 1;
    }
  }

  *backwards(): Generator<unknown> {
    for (let end = this.text.length - 1; end > 0;) {
      const start = this.text.lastIndexOf('\n', end - 1);
      yield JSON.parse(this.text.slice(start + 1, end));
      end = start;
    }
  }
}
