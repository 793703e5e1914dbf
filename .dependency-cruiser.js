/** Only these two files may name every module: they are the list of modules, and the list of tables. */
const LISTS = '^src/(app\\.module|database/entities)\\.ts$';

/** What the repositories of portals and blueprints have in common. */
const RESOURCE_REPOSITORY = '^src/modules/resources/resource\\.repository\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'controllers-and-repositories-are-private',
      comment: 'What another module does is reached through its service; its SQL and its routes are its own.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: {
        path: '^src/modules/(?!$1/)[^/]+/.+\\.(controller|repository)\\.ts$',
        pathNot: RESOURCE_REPOSITORY,
      },
    },
    {
      name: 'resources-are-derived-by-repositories',
      comment:
        'It is no table of its own: the repositories of what the configuration API serves derive from it.',
      severity: 'error',
      from: { pathNot: '\\.repository\\.ts$' },
      to: { path: RESOURCE_REPOSITORY },
    },
    {
      name: 'sql-stands-in-repositories',
      comment: 'Who looks for the SQL of a module finds all of it in one kind of file.',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: '\\.repository\\.ts$' },
      to: { path: '^src/database/statement\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'dtos-are-composed-by-dtos',
      comment:
        "A response may embed another module's; a service works with entities and knows no other's DTO.",
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '\\.(dto|controller)\\.ts$' },
      to: { path: '^src/modules/(?!$1/)[^/]+/.+\\.dto\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-list-knows-all-modules',
      comment: 'The frame serves the modules and must not know them.',
      severity: 'error',
      from: { path: '^src/(http|config|database|secrets|docs)/', pathNot: LISTS },
      to: { path: '^src/modules/' },
    },
    {
      name: 'config-is-at-the-bottom',
      severity: 'error',
      from: { path: '^src/(config|secrets)/' },
      to: { path: '^src/(?!config/|secrets/)' },
    },
    {
      name: 'database-knows-no-http',
      severity: 'error',
      from: { path: '^src/database/' },
      to: { path: '^src/http/' },
    },
    {
      name: 'entities-know-no-http',
      comment: 'An entity is columns and rules; what a client sees of it is the DTO.',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { path: '^src/http/|\\.(dto|controller|service)\\.ts$' },
    },
    {
      name: 'services-know-no-express',
      severity: 'error',
      from: { path: '\\.(service|repository|entity)\\.ts$' },
      to: { path: '(^|/)node_modules/(@types/)?express(/|$)|@nestjs/(platform-express|swagger)(/|$)' },
    },
    {
      name: 'controllers-hold-no-entity-manager',
      comment: 'Controller, service, EntityManager: three hops, none skipped.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: 'node_modules/@mikro-orm/|^src/database/' },
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench|tools)/' },
    },
    {
      name: 'no-development-dependency-in-the-product',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that starts nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: '\\.d\\.ts$',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
