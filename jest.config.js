/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'nodenext' },
      },
    ],
  },
  // sources import each other as `.js`, which is what they become
  moduleNameMapper: {
    '^(\\.{1,2}/(?!.*postgres\\.js$).*)\\.js$': '$1',
    // its ESM build imports JSON in a way that Jest warns of, six times per test file
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/index.cjs',
  },
  testMatch: ['<rootDir>/{src,tools}/**/*.spec.ts', '<rootDir>/test/**/*.{e2e,meta}-spec.ts'],
  // races, crashes and failover need a PostgreSQL server: only with TEST_DATABASE_URL
  ...(process.env['TEST_DATABASE_URL'] && {
    testMatch: ['<rootDir>/{src,tools}/**/*.spec.ts', '<rootDir>/test/**/*.{e2e,meta,postgres}-spec.ts'],
  }),
  setupFiles: ['<rootDir>/test/setup/preload.js'],
  globalSetup: '<rootDir>/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
  testTimeout: 60_000,
  // each file loads the service anew, and modules are never let go: a process would outgrow its heap before the last file
  workerIdleMemoryLimit: '1500MB',
};
