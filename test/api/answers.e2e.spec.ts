import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answerSchemas } from './answer-schemas';

jest.setTimeout(120_000);

const kept = resolve(__dirname, '../../apps/answers.json');

const write = (answers: object): void => {
  writeFileSync(kept, JSON.stringify(answers));
  spawnSync(process.execPath, [resolve(__dirname, '../../node_modules/prettier/bin/prettier.cjs'), '--write', kept]);
};

describe('what the API is said to answer', () => {
  // Where a type has changed: WRITE_ANSWERS=1 npx jest --selectProjects=end-to-end --testPathPatterns=test/api/answers
  it('is what the types of its controllers say', async () => {
    const answers = answerSchemas();
    if (process.env.WRITE_ANSWERS) write(answers);
    expect(Object.keys(answers).length).toBeGreaterThan(13);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(answers);
  });
});
