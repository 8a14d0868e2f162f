/** Days and codes are not hers alone: `2027-01-11`, `face-to-face`, `E09000028`, `BZI`. Her date of birth is. */
const isCommon = (name: string, value: string): boolean =>
  /^([a-z]+(-[a-z]+)*|[A-Z]{1,4}|E0\d{7})$/.test(value) || (/^\d{4}-\d\d-\d\d/.test(value) && name !== 'dateOfBirth');

/** @returns every name, number, address and word of hers in a request's body. */
export const personalIn = (body: string): string[] => {
  const found: string[] = [];
  JSON.parse(body, (name, value: unknown) => {
    if (typeof value === 'string' && !isId(value) && !isCommon(name, value)) found.push(value);
    return value;
  });
  return found;
};

const isId = (value: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);

/** All that was sent while it listens to this process's own requests. */
export class Sent {
  readonly values = new Set<string>();
  private readonly fetch = globalThis.fetch;

  listen(): void {
    globalThis.fetch = (input, init) => {
      if (typeof init?.body === 'string') for (const value of personalIn(init.body)) this.values.add(value);
      return this.fetch(input, init);
    };
  }

  stop(): void {
    globalThis.fetch = this.fetch;
  }
}
