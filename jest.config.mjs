/**
 * Nest 12 is published as ES modules. Jest on Node 20 cannot require those, so they are transformed with our own code.
 * docs/adr/0002-jest-on-node-20.md has the alternatives.
 */
const esmPackages = [
  '@nestjs',
  'file-type',
  '@tokenizer',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit',
  'load-esm',
  'uid',
  'temporal-polyfill',
  'temporal-utils',
  'uuid',
];

const base = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: {
    '^@ttg/([^/]+)$': '<rootDir>/libs/$1/src',
    '^@ttg/([^/]+)/(.*)$': '<rootDir>/libs/$1/src/$2',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data', '<rootDir>/bench/peers'],
};

/** Suites by cost, as docs/testing.md says: pure in milliseconds, on a real PostgreSQL, on the running system, in a browser. */
const withPostgres = {
  ...base,
  globalSetup: '<rootDir>/test/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/test/postgres/global-teardown.ts',
};

export default {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(int|e2e|browser)\\.spec\\.ts$'],
    },
    { ...withPostgres, displayName: 'integration', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.int.spec.ts'] },
    { ...withPostgres, displayName: 'end-to-end', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.e2e.spec.ts'] },
    { ...withPostgres, displayName: 'browser', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.browser.spec.ts'] },
  ],
};
