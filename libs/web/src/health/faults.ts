import { Injectable } from '@nestjs/common';

/** Something that does not work as it should, though requests are answered. */
export interface Fault {
  readonly part: string;
  readonly why: string;
}

/** Who knows of something that may go wrong beside the answering of requests says it here, for /health to tell. */
@Injectable()
export class Faults {
  private readonly parts = new Map<string, () => string | undefined>();

  /** @param read what is wrong now, in a sentence that anybody may read; nothing while all is well */
  watch(part: string, read: () => string | undefined): void {
    this.parts.set(part, read);
  }

  now(): readonly Fault[] {
    return [...this.parts].flatMap(([part, read]) => {
      const why = read();
      return why === undefined ? [] : [{ part, why }];
    });
  }
}
