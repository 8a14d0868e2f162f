import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { heapOfServer } from './server-process';

describe('the server that is measured', () => {
  it('has the heap of npm start, where what an operator says herself goes before', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
      readonly scripts: { readonly start: string };
    };
    expect(scripts.start).toContain(`env NODE_OPTIONS="${heapOfServer} $NODE_OPTIONS" node`);
  });
});
