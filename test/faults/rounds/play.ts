import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Outcome, playRound } from './round';

/** `npm run test:faults -- --rounds 20 --seed 7 --seconds 120`: rounds of faults, one after another, until a promise is broken. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string', default: '120' },
    quiet: { type: 'boolean', default: false },
  },
});

const wholeNumber = (name: keyof typeof values): number => {
  const given = String(values[name]);
  if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} is a whole number, and not ${given}.`);
  return Number(given);
};

const inOneLine = ({ seed, faults, acknowledged, repeated, events, again, broken }: Outcome): string =>
  [
    `seed ${seed}: ${broken ? `BROKEN: ${broken.promise}` : 'kept'}`,
    `${faults} faults, ${acknowledged} requests acknowledged (${repeated} had to be repeated)`,
    `${events} events, ${again} of them again on the topic`,
  ].join(' · ');

/** What is needed to play it again, and to understand it without. */
const report = (outcome: Outcome, lines: readonly string[]): string => {
  const file = join(tmpdir(), `ttg-faults-${outcome.seed}.log`);
  writeFileSync(file, [...lines, '', outcome.broken?.why, '', outcome.said].join('\n'));
  return [
    outcome.broken?.why.slice(0, 4_000),
    `Play it again: npm run test:faults -- --rounds 1 --seed ${outcome.seed} --seconds ${outcome.seconds}`,
    `What was done, and what the processes said: ${file}`,
  ].join('\n');
};

const play = async (): Promise<number> => {
  const [rounds, seed, seconds] = [wholeNumber('rounds'), wholeNumber('seed'), wholeNumber('seconds')];
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  for (let round = 0; round < rounds; round += 1) {
    const lines: string[] = [];
    console.log(`\nRound ${round + 1} of ${rounds}: seed ${seed + round}, ${seconds} s of faults`);
    const say = (line: string): void => {
      lines.push(line);
      if (!values.quiet) console.log(line);
    };
    const outcome = await playRound({ seed: seed + round, seconds, say, signal: ending.signal });
    console.log(inOneLine(outcome));
    if (!outcome.broken) continue;
    console.log(report(outcome, lines));
    return 1;
  }
  return 0;
};

void play().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
