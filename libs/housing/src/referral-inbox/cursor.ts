import { isDay, UnknownCursor } from '@ttg/web/http';

/** The last referral that was shown. */
export interface Cursor {
  readonly sentOn: string;
  readonly referralId: string;
}

const form = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @returns opaque text: what it is made of may change. */
export const cursorAfter = ({ sentOn, referralId }: Cursor): string =>
  Buffer.from(`${sentOn}_${referralId}`).toString('base64url');

/** @throws UnknownCursor for what is not a cursor of ours */
export const readCursor = (text: string): Cursor => {
  const [, sentOn, referralId] = form.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (sentOn !== undefined && isDay(sentOn) && referralId !== undefined) return { sentOn, referralId };
  throw new UnknownCursor();
};
