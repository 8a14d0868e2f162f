import { DatabaseError } from 'pg';

/**
 * What may be kept and logged of an error: its class, and of the database's the SQLSTATE and the constraint.
 * Never the message: it may hold values of her record.
 */
export const errorClass = (error: unknown): string => {
  if (error instanceof DatabaseError) return ['DatabaseError', error.code, error.constraint].filter(Boolean).join(' ');
  return error instanceof Error ? error.name : typeof error;
};

/** @returns where it was thrown, without the message that a stack begins with. */
export const placeOf = (error: unknown): string => {
  if (!(error instanceof Error) || !error.stack) return '';
  const afterMessage = error.stack.indexOf(error.message) + error.message.length;
  const lines = error.stack.slice(afterMessage).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).join('\n');
};
