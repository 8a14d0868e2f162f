import { demoAccounts } from '@ttg/access';
import type { Settings } from './settings';

/** @returns what to open, and as whom, once everything runs. */
export const greeting = (address: string, { demo }: Settings): string =>
  [
    `Through the Gate is running: open ${address}`,
    `Its API is described at ${address}/api/docs`,
    ...(demo ? demoLines() : []),
  ].join('\n');

const demoLines = (): string[] => {
  const width = Math.max(...demoAccounts.map(({ id }) => id.length));
  return [
    'This is a demo: every woman in it is made up. Choose who you are on the page, or send X-Demo-Identity to the API:',
    ...demoAccounts.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
  ];
};
