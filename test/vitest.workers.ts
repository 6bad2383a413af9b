import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineProject } from 'vitest/config';

/**
 * What needs the platform runs inside workerd, with the bindings of wrangler.toml and a migrated Postgres behind the bridge.
 * All files share one isolate, as requests do in production: loading the Worker anew for each took longer than the tests.
 */
export default defineProject({
  plugins: [
    cloudflareTest(({ inject }) => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        r2Buckets: ['BLOBS'],
        serviceBindings: { NEON_BRIDGE: { external: { address: inject('databaseBridge'), http: {} } } },
        bindings: {
          DATABASE_URL: inject('databaseUrl'),
          APP_DATABASE_URL: inject('appDatabaseUrl'),
          AUTH_DATABASE_URL: inject('authDatabaseUrl'),
          SYSTEM_DATABASE_URL: inject('systemDatabaseUrl'),
          JWT_SECRET: 'a secret that only the tests know about',
          PASSWORD_PEPPER: 'a pepper that only the tests know about',
          ENCRYPTION_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
          MAIL_OUTBOX: 'true',
          EGRESS_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
        },
      },
    })),
  ],
  test: {
    name: 'workers',
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/{docs,engine,flow,nodes,numbers,security,shared,telemetry,tenancy,faults,scripts,e2e,web,browser}/**',
    ],
    globalSetup: [
      'test/global-setup/database.ts',
      'test/global-setup/target.ts',
      'test/global-setup/oauth-provider.ts',
      'test/global-setup/identity-provider.ts',
      'test/global-setup/stripe-api.ts',
    ],
    isolate: false,
    setupFiles: ['test/setup/flat-prototypes.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
