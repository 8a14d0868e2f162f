import { configure } from 'safe-stable-stringify';

/** What JSON does not have is refused, not left out or replaced. */
const stringify = configure({ deterministic: true, strict: true, circularValue: Error });

/**
 * RFC 8785: the same text for the same value, in whatever order its fields are. For values as JSON has them; fields that are
 * undefined are left out.
 * @throws Error for what JSON cannot say: a number that is not finite, a bigint, a function, a symbol, a circle
 */
export const canonicalJson = (value: unknown): string => stringify(value) ?? '';
