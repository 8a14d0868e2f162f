/** Words of PromQL, which are no names of figures. */
const words = new Set([
  ...['sum', 'max', 'min', 'avg', 'count', 'topk', 'rate', 'increase', 'vector', 'histogram_quantile', 'absent'],
  ...['by', 'without', 'on', 'ignoring', 'and', 'or', 'unless', 'group_left', 'group_right'],
]);

/** @returns the names of figures in all PromQL of a dashboard or of a file of rules, whatever it stands in. */
export const namesIn = (document: unknown): string[] => {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'expr' && typeof inner === 'string') for (const name of namesInPromQl(inner)) names.add(name);
      else walk(inner);
    }
  };
  walk(document);
  return [...names];
};

/** Labels stand in braces, behind `by` and behind `on`; times in brackets. */
export const namesInPromQl = (expression: string): string[] => {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replace(/\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\b\d+(\.\d+)?(e\d+)?\b/g, ' ');
  return [...new Set(bare.match(/[a-z_:][\w:]*/gi) ?? [])].filter((name) => !words.has(name));
};

/** @returns the names of all figures that are told, with those that a histogram is made of. */
export const metricsIn = (text: string): string[] =>
  [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' || type === 'summary' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );

/** One value of one label of a figure, as a rule asks for it. */
export interface Watched {
  readonly figure: string;
  readonly label: string;
  readonly value: string;
}

/**
 * @returns what rules take `increase` or `rate` of, where they name values: such a series has to be there before its first case. A
 * pattern as `5..` names none: there are as many as there are addresses.
 */
export const watchedIn = (document: unknown): Watched[] => {
  const texts = JSON.stringify(document).replaceAll('\\"', '"');
  return [...texts.matchAll(/(?:increase|rate)\((\w+)\{([^}]*)\}/g)].flatMap(([, figure = '', selectors = '']) =>
    [...selectors.matchAll(/(\w+)=~?"([\w-]+(?:\|[\w-]+)*)"/g)].flatMap(([, label = '', values = '']) =>
      values.split('|').map((value) => ({ figure, label, value })),
    ),
  );
};
