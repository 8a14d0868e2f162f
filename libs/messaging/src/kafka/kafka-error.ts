/** @returns the name that Kafka's protocol has for what went wrong, where the broker said it. */
export const kafkaErrorType = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return kafkaErrorType(error.cause ?? ('originalError' in error ? error.originalError : undefined));
};

/** @returns what may be logged of it: the kind of error and Kafka's name for it; never a message, which may quote a record. */
export const kafkaErrorClass = (error: unknown): string => {
  const type = kafkaErrorType(error);
  const name = error instanceof Error ? error.name : typeof error;
  return type === undefined ? name : `${name} ${type}`;
};
