/** `housing.duty-to-refer-made`: Duty to refer made. */
export const titleOf = (type: string): string => {
  const words = type
    .slice(type.indexOf('.') + 1)
    .replaceAll('-', ' ')
    .replace(/\bgp\b/, 'GP');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
