import { Connection } from './connection';
import { InvalidConnectionString } from './errors';

/** @returns what is wrong with a connection string, in a sentence without its password; nothing where it can be used. */
export const kurrentDbUrlFault = (text: string): string | undefined => {
  try {
    // It connects when it is first asked for something, and this one never is.
    new Connection(text, 0);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidConnectionString) return error.message;
    throw error;
  }
};
