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

/** Suites by cost, as docs/testing.md says: pure in milliseconds, on a real PostgreSQL, on the running system, on a
 * real Kafka, in a browser. */
const withPostgres = {
  ...base,
  globalSetup: '<rootDir>/test/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/test/postgres/global-teardown.ts',
};

/** The stories on a real Kafka, and then a look at what they have left there and in the logs. */
const playedOnKafka = {
  ...base,
  globalTeardown: '<rootDir>/test/services/on-kafka-teardown.ts',
  setupFiles: ['<rootDir>/test/services/play-there.ts'],
  testMatch: ['<rootDir>/test/stories/**/*.e2e.spec.ts', '<rootDir>/test/services/*.played.spec.ts'],
};

export default {
  testSequencer: '<rootDir>/test/services/sequencer.cjs',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(int|e2e|browser|broker|played)\\.spec\\.ts$'],
    },
    { ...withPostgres, displayName: 'integration', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.int.spec.ts'] },
    { ...withPostgres, displayName: 'end-to-end', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.e2e.spec.ts'] },
    {
      ...base,
      globalSetup: '<rootDir>/test/services/global-setup.ts',
      globalTeardown: '<rootDir>/test/services/global-teardown.ts',
      setupFiles: ['<rootDir>/test/services/play-there.ts'],
      displayName: 'services',
      testMatch: ['<rootDir>/test/stories/**/*.e2e.spec.ts'],
    },
    {
      ...playedOnKafka,
      globalSetup: '<rootDir>/test/services/services-on-kafka-setup.ts',
      displayName: 'services-on-kafka',
    },
    {
      ...playedOnKafka,
      globalSetup: '<rootDir>/test/services/all-in-one-on-kafka-setup.ts',
      displayName: 'all-in-one-on-kafka',
    },
    {
      ...base,
      globalSetup: '<rootDir>/test/brokers/global-setup.ts',
      globalTeardown: '<rootDir>/test/brokers/global-teardown.ts',
      displayName: 'brokers',
      testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.broker.spec.ts'],
    },
    { ...withPostgres, displayName: 'browser', testMatch: ['<rootDir>/{libs,apps,test,bench}/**/*.browser.spec.ts'] },
  ],
};
