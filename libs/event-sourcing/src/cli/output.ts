/** Prints a result: as JSON for programs, as lines for people. */
export const print = <T>(result: T, json: boolean | undefined, lines: (result: T) => readonly string[]): void => {
  console.log(json ? JSON.stringify(result, null, 2) : lines(result).join('\n'));
};

/** @returns rows with their columns one below the other. */
export const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
