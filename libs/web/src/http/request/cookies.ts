/** Reads a Cookie header. A cookie that cannot be decoded counts as not sent. */
export const readCookies = (header: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (header ?? '').split(';').flatMap((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) return [];
      const value = decoded(pair.slice(at + 1).trim());
      return value === undefined ? [] : [[pair.slice(0, at).trim(), value]];
    }),
  );

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
