/** An origin that is nobody's, against which a path is read. */
const nowhere = 'http://through-the-gate.invalid';

/**
 * Where to go after a form: a path of ours, never another site. What is none (`//evil.example`, `/\evil.example`,
 * `https:…`) leads to the board.
 */
export const ownPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, nowhere)) return '/';
  const { origin, pathname, search } = new URL(wanted, nowhere);
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
};
