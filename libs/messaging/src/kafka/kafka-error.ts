/** @returns an error and what it came of, the outermost first. */
export const causesOf = (error: unknown): readonly Error[] => {
  if (!(error instanceof Error)) return [];
  return [error, ...causesOf(error.cause ?? ('originalError' in error ? error.originalError : undefined))];
};

/** @returns the name that Kafka's protocol has for what went wrong, where the broker said it. */
export const kafkaErrorType = (error: unknown): string | undefined => {
  for (const cause of causesOf(error)) if ('type' in cause && typeof cause.type === 'string') return cause.type;
  return undefined;
};

/** @returns what may be logged of it: the kind of error and Kafka's name for it; never a message, which may quote a record. */
export const kafkaErrorClass = (error: unknown): string => {
  const type = kafkaErrorType(error);
  const name = error instanceof Error ? error.name : typeof error;
  return type === undefined ? name : `${name} ${type}`;
};
