/** Imports point one way, as ARCHITECTURE.md draws it. Each rule names what a layer must not see. */

/**
 * The rooms of the large folders, from the ground up: a room imports only from rooms before it. `.` stands for the files of
 * the folder itself.
 */
const ROOMS = {
  executions: [
    'model',
    'files',
    'history',
    'waits',
    'lifecycle',
    'calls',
    'search',
    '.',
    'node-runs',
    'views',
    'shares',
    'repair',
    'bulk',
    'live',
  ],
  workflows: ['graph', 'model', '.', 'listing', 'versions', 'lifecycle', 'transfer'],
  runner: [
    'limits.ts',
    'journal',
    'outcome',
    'workflow',
    'code',
    'reuse',
    'calls',
    'run',
    'node',
    'drive',
    'history',
    'live',
    '.',
    'watch',
  ],
  schedules: ['slots', 'model', 'firing', '.'],
  intake: [
    '.',
    'bodies',
    'flow',
    'ends',
    'start',
    'webhook',
    'api',
    'webhook-test',
    'pages',
    'forms',
    'waits',
    'live',
    'polls',
    'queue',
    'schedules',
    'sweep',
    'process',
  ],
};

function insideOf(folder, room) {
  if (room === '.') return `^src/${folder}/[^/]+$`;
  return room.endsWith('.ts') ? `^src/${folder}/${room}$` : `^src/${folder}/${room}/`;
}

/** What the rooms above one another must not import. */
const roomRules = Object.entries(ROOMS).flatMap(([folder, rooms]) =>
  rooms.slice(0, -1).map((room, floor) => ({
    name: `${folder}/${room}-sees-no-room-above`,
    severity: 'error',
    from: {
      path: insideOf(folder, room),
      pathNot: rooms.filter((one) => one.endsWith('.ts') && one !== room).map((one) => insideOf(folder, one)),
    },
    to: {
      path: rooms.slice(floor + 1).map((one) => insideOf(folder, one)),
      pathNot: rooms.slice(0, floor + 1).map((one) => insideOf(folder, one)),
    },
  })),
);

/** A new room has to be given its floor. */
const unlistedRooms = Object.entries(ROOMS).map(([folder, rooms]) => ({
  name: `${folder}-has-no-other-rooms`,
  severity: 'error',
  from: {},
  to: { path: `^src/${folder}/`, pathNot: rooms.map((room) => insideOf(folder, room)) },
}));

const ours = '^(src|durable-objects|scripts|bench|test|web)/';
const features =
  '^src/(accounts|alerts|api-keys|audit|billing|bootstrap|credentials|seen-values|executions|expressions|insights|mail-outbox|node-types|plans|polls|retention|schedules|search|templates|variables|webhooks|workflows|workspace-keys|workspaces)/';

module.exports = {
  forbidden: [
    ...roomRules,
    ...unlistedRooms,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'numbers-are-alone',
      severity: 'error',
      from: { path: '^src/numbers/' },
      to: { path: ours, pathNot: '^src/numbers/' },
    },
    {
      name: 'engine-sees-numbers-only',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: ours, pathNot: '^src/(engine|numbers)/' },
    },
    {
      name: 'shared-sees-numbers-only',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: ours, pathNot: '^src/(shared|numbers)/' },
    },
    {
      name: 'security-sees-shared-only',
      severity: 'error',
      from: { path: '^src/security/' },
      to: { path: ours, pathNot: '^src/(security|shared)/' },
    },
    {
      name: 'telemetry-is-told-and-asks-nobody',
      severity: 'error',
      from: { path: '^src/telemetry/' },
      to: { path: ours, pathNot: '^src/(telemetry|security|shared|executions/model)/' },
    },
    {
      name: 'flow-sees-engine-only',
      severity: 'error',
      from: { path: '^src/flow/' },
      to: { path: ours, pathNot: '^src/(flow|engine)/' },
    },
    {
      name: 'nodes-see-engine-shared-and-numbers',
      severity: 'error',
      from: { path: '^src/nodes/' },
      to: { path: ours, pathNot: '^src/(nodes|engine|shared|numbers)/' },
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
      from: { path: features, pathNot: '(\\.routes|-route-parts)\\.ts$' },
      to: { path: '^src/(http|intake|runner)/|^durable-objects/|^src/(dependencies|foundation|repositories)\\.ts$' },
    },
    {
      name: 'only-the-root-sees-dependencies',
      severity: 'error',
      from: { path: ours, pathNot: '^src/(index|dependencies|foundation|assemble-app)\\.ts$|^durable-objects/|^test/' },
      to: { path: '^src/(dependencies|foundation|repositories)\\.ts$' },
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
      to: { path: '^(scripts|bench|test|web)/' },
    },
    {
      name: 'pages-see-the-graph-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: ours, pathNot: '^web/|^src/engine/|^src/workflows/graph/diff-graphs\\.ts$' },
    },
    {
      name: 'web-lib-and-ui-see-no-feature',
      severity: 'error',
      from: { path: '^web/src/(ui|lib)/' },
      to: { path: '^web/src/(app|screens|features)/' },
    },
    {
      name: 'web-lib-sees-itself-only',
      severity: 'error',
      from: { path: '^web/src/lib/' },
      to: { path: '^web/src/ui/' },
    },
    {
      name: 'web-features-see-no-screen',
      severity: 'error',
      from: { path: '^web/src/features/' },
      to: { path: '^web/src/(app|screens)/' },
    },
    {
      name: 'web-features-see-no-other-feature',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'web-screens-see-no-app',
      severity: 'error',
      from: { path: '^web/src/screens/' },
      to: { path: '^web/src/app/' },
    },
    // `schema.gen.ts` is made of the OpenAPI document; `code.js` is the module of a user, there when the isolate is made.
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(cloudflare:|\\./code\\.js$)|schema\\.gen\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What a package of its own brings, which is there for the tests in a browser only.
    exclude: { path: '^test/browser/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
