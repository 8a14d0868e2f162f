import type { Source } from '@ttg/calendar';

/** How often something happens among the women of a simulation, and how we come to say so. */
export interface Rate {
  /** From 0, never, to 1, always. */
  readonly value: number;
  readonly source: Source;
}

/** Read in a published text. @param ref the key of the source register, or the founding document with its printed page */
export const published = (value: number, ref: string, words: string): Rate => ({
  value,
  source: { ref, words, confidence: 'verified' },
});

/** Nobody publishes it: a figure of ours, chosen so that what follows from it comes near to what is published. */
export const chosen = (value: number, words: string): Rate => ({
  value,
  source: { ref: 'simulation', words, confidence: 'design' },
});
