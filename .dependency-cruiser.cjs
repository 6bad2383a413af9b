/** Imports point one way (DESIGN §8). Each rule names what a layer must not see. */
const ours = '^(src|durable-objects|scripts|bench|test)/';
const features =
  '^src/(accounts|api-keys|audit|credentials|dedupe|executions|expressions|mail-outbox|node-types|schedules|webhooks|workflows|workspaces)/';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'engine-is-alone',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: ours, pathNot: '^src/engine/' },
    },
    {
      name: 'shared-is-alone',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: ours, pathNot: '^src/shared/' },
    },
    {
      name: 'security-sees-shared-only',
      severity: 'error',
      from: { path: '^src/security/' },
      to: { path: ours, pathNot: '^src/(security|shared)/' },
    },
    {
      name: 'nodes-see-engine-and-shared',
      severity: 'error',
      from: { path: '^src/nodes/' },
      to: { path: ours, pathNot: '^src/(nodes|engine|shared)/' },
    },
    {
      name: 'routes-never-see-the-database',
      severity: 'error',
      from: { path: '\\.routes\\.ts$' },
      to: { path: '^src/db/|\\.(repository|table)\\.ts$|drizzle-orm|@neondatabase' },
    },
    {
      name: 'features-see-no-transport',
      severity: 'error',
      from: { path: features, pathNot: '\\.routes\\.ts$' },
      to: { path: '^src/(http|intake|runner)/|^durable-objects/|^src/dependencies' },
    },
    {
      name: 'only-the-root-sees-dependencies',
      severity: 'error',
      from: { path: ours, pathNot: '^src/(index|dependencies|assemble-app)\\.ts$|^durable-objects/|^test/' },
      to: { path: '^src/dependencies\\.ts$' },
    },
    {
      name: 'nobody-imports-the-entry',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'the-product-sees-no-tools',
      severity: 'error',
      from: { path: '^(src|durable-objects)/' },
      to: { path: '^(scripts|bench|test)/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^cloudflare:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
