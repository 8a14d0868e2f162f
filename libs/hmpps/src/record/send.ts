import { HmppsRefused, HmppsUnavailable } from './failures';

/** The answers are small; who sends more is not who we take it for. Characters. */
const largest = 1_000_000;

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/**
 * One request, with its whole answer. A redirect is never followed: it could lead anywhere, with our token.
 * @throws HmppsUnavailable where nobody answers, or the answer is that it fails
 * @throws HmppsRefused where the answer is that we may not
 */
export const send = async (url: string, request: RequestInit): Promise<Answered> => {
  const { status, text } = await answerTo(url, request);
  if (status >= 500 || status === 429 || text.length > largest) throw new HmppsUnavailable();
  const isTelling = (status >= 200 && status < 300) || status === 404 || status === 401;
  if (!isTelling) throw new HmppsRefused(status);
  return { status, text };
};

const answerTo = async (url: string, request: RequestInit): Promise<Answered> => {
  try {
    const answer = await fetch(url, { ...request, redirect: 'error' });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new HmppsUnavailable({ cause: error });
  }
};
