import { createRequire } from 'node:module';
import { after, before } from 'node:test';

const require = createRequire(import.meta.url);

/**
 * A PostgreSQL for the tests of a file, started by the code and with the settings of the bench, which has to be built.
 * @returns makes an empty database. @type {() => (name: string) => Promise<string>}
 */
export const testServer = () => {
  let ground;
  before(async () => {
    require('reflect-metadata');
    const { breakGround } = require('../../../dist/bench/bench/src/ground/ground.js');
    ground = await breakGround();
  });
  after(() => ground?.end());
  return (name) => ground.guestDatabase(name);
};
