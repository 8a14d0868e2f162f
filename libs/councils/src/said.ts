import { InvalidCommand, NotFound, Refusal } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { TargetRefused } from './webhooks/targets';
import { sentences } from './webhooks/sentences';

/** What was typed at the console is mended by whoever typed it: one sentence, and no trace. @throws StartFailure in its place */
export const said = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TargetRefused) throw new StartFailure(sentences[error.fault]);
    const isSaid = error instanceof InvalidCommand || error instanceof Refusal || error instanceof NotFound;
    throw isSaid ? new StartFailure(error.message) : error;
  }
};

/** @throws StartFailure where it is no id */
export const idTyped = (text: string): string => {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new StartFailure(`${text} is no id. Copy it from the list.`);
};
