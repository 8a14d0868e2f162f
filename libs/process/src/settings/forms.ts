const yes = ['on', 'true', 'yes', '1'];
const no = ['off', 'false', 'no', '0'];

/** What stands in the environment is text: these make of it what is meant, or leave it for a rule to refuse. */
export const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

export const decimal = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d*\.?\d+$/.test(value) ? Number(value) : value;

export const onOrOff = ({ value }: { value: unknown }): unknown => {
  if (typeof value !== 'string') return value;
  if (yes.includes(value.toLowerCase())) return true;
  return no.includes(value.toLowerCase()) ? false : value;
};
