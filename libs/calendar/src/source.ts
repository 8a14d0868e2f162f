/**
 * How far a stated fact can be leant on: read in a published text, known but not seen in print, concluded from seen
 * facts, computed ahead of publication, or a threshold of our own design because nobody publishes one.
 */
export type Confidence = 'verified' | 'own-knowledge' | 'inferred' | 'computed' | 'design';

/** Where a rule, limit or entry comes from, in words a page can show under "why am I seeing this". */
export interface Source {
  /** The key in the source register of the domain notes (`S6`), or a short name of the publication. */
  readonly ref: string;
  readonly words: string;
  readonly confidence: Confidence;
}
