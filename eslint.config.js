import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Nothing but these may read the environment: the program's own configuration, and what starts a test run. */
const readers = [
  'src/config/read-config.ts',
  'test/**',
  'tools/**',
  'jest.config.js',
  'bench/**',
  'examples/**',
];

/** Programs for a terminal: what they print is their result. */
const programs = [
  'src/main.ts',
  'src/migrate.ts',
  'src/keys.ts',
  'src/openapi.ts',
  'test/**',
  'tools/**',
  'bench/**',
  'examples/**',
];

export default defineConfig(
  globalIgnores(['dist/', 'openapi/', 'coverage/', 'data/']),
  // they are compiled beside what generators make of the document, by test/generators
  globalIgnores(['examples/typed-client/', 'test/generators/programs/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config/read-config.ts is the only reader.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['@mikro-orm/postgresql', '@mikro-orm/pglite', '@mikro-orm/sql'].map((name) => ({
            name,
            importNames: ['EntityManager', 'MikroORM'],
            message:
              'Take it from @mikro-orm/core: with two drivers installed, only that one can be injected.',
          })),
        },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      // Nest's modules are decorated classes, often empty ones; so is the DTO of an empty body
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // a DTO class carries the documentation of a shape; its values are object literals on purpose
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // no members is a set of members too
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // what comes from outside, a row included, is looked at even where its type promises something
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
    },
  },
  { files: readers, rules: { 'no-restricted-properties': 'off' } },
  { files: programs, rules: { 'no-console': 'off' } },
  {
    // the body of an answer is whatever came: tests state what they expect of it
    files: ['test/**', '{src,tools}/**/*.spec.ts', 'bench/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
);
