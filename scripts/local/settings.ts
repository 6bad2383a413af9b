import { resolve } from 'node:path';
import { z } from 'zod';
import { parseNetworks } from '../../src/security/egress/addresses.ts';
import { isNeon, parseDatabaseUrl } from '../database/database-url.ts';
import { ROOT } from '../support/paths.ts';
import { StartError } from '../support/start-error.ts';

function areNetworks(text: string): boolean {
  try {
    parseNetworks(text);
    return true;
  } catch {
    return false;
  }
}

const settingsSchema = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .default(8787),
  TICK_SECONDS: z.coerce
    .number('must be a number')
    .min(0.1, 'must be at least 0.1')
    .max(3600, 'must be at most 3600')
    .default(60),
  LINKFLOW_DATA: z.string().default('.linkflow'),
  LINKFLOW_SYNC: z.enum(['on', 'off'], 'must be on or off').default('on'),
  DATABASE_URL: z.string().optional(),
  APP_DATABASE_URL: z.string().optional(),
  AUTH_DATABASE_URL: z.string().optional(),
  SYSTEM_DATABASE_URL: z.string().optional(),
  LEASE_SECONDS: z.string().optional(),
  MAX_CLAIMS: z.string().optional(),
  EGRESS_ALLOWED_NETWORKS: z
    .string()
    .refine(areNetworks, 'must be networks such as 127.0.0.0/8,::1/128')
    .default('127.0.0.0/8,::1/128'),
  DOH_ENDPOINT: z.string().optional(),
  PUBLIC_URL: z.string().optional(),
  WEBHOOK_URL: z.string().optional(),
  CORS_ORIGINS: z.string().optional(),
  SECURITY_CONTACT: z.string().optional(),
  TRUSTED_PROXIES: z.string().refine(areNetworks, 'must be networks such as 10.0.0.0/8').default(''),
  MAIL_OUTBOX: z.enum(['true', 'false'], 'must be true or false').default('true'),
  MAIL_FROM: z.string().optional(),
  MAIL_PROVIDER: z.string().optional(),
  MAIL_API_KEY: z.string().optional(),
  METRICS_KEY: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.string().optional(),
  LOG_EXECUTIONS: z.string().optional(),
  SIGN_IN_PROVIDERS: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_PRICES: z.string().optional(),
  STRIPE_API_URL: z.string().optional(),
  MAIL_DOMAIN: z.string().optional(),
  MAIL_REGION: z.string().optional(),
  REGISTRATION: z.enum(['open', 'verified'], 'must be open or verified').optional(),
});

/** What no file may hold. */
const SECRETS: ReadonlySet<string> = new Set([
  'MAIL_API_KEY',
  'METRICS_KEY',
  'SIGN_IN_PROVIDERS',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'APP_DATABASE_URL',
  'AUTH_DATABASE_URL',
  'SYSTEM_DATABASE_URL',
]);

/** How the local stack runs, from the environment. */
export type LocalSettings = {
  readonly port: number;
  /** Seconds between two ticks of the cron handler. */
  readonly tickSeconds: number;
  /** The folder of all that the stack keeps. */
  readonly dataDir: string;
  /** Whether the embedded Postgres answers only when what it answers is on the disk. */
  readonly synced: boolean;
  /** A Postgres to use instead of the embedded one. */
  readonly databaseUrl: string | null;
  /** Variables that replace those of wrangler.toml. */
  readonly variables: { readonly [name: string]: string };
  /** Those that no file may hold. */
  readonly secrets: { readonly [name: string]: string };
};

/** Reads the settings; an empty variable counts as none. Throws a StartError that names the bad one. */
export function parseLocalSettings(environment: NodeJS.ProcessEnv): LocalSettings {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = settingsSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartError(`${issue?.path.join('.')} ${issue?.message}.`);
  }
  const { PORT, TICK_SECONDS, LINKFLOW_DATA, LINKFLOW_SYNC, DATABASE_URL, ...named } = parsed.data;
  const database = DATABASE_URL === undefined ? null : parseDatabaseUrl(DATABASE_URL);
  const variables = pick(named, (name) => !SECRETS.has(name));
  return {
    port: PORT,
    tickSeconds: TICK_SECONDS,
    dataDir: resolve(ROOT, LINKFLOW_DATA),
    synced: LINKFLOW_SYNC === 'on',
    databaseUrl: DATABASE_URL ?? null,
    secrets: pick(named, (name) => SECRETS.has(name)),
    variables: {
      ...(database === null || isNeon(database) ? {} : { EGRESS_DENIED_PORTS: database.port || '5432' }),
      PUBLIC_URL: `http://127.0.0.1:${PORT}`,
      ...variables,
    },
  };
}

/** Those settings that are set, of the names that are wanted. */
function pick(
  given: { readonly [name: string]: string | undefined },
  isWanted: (name: string) => boolean,
): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined && isWanted(entry[0])),
  );
}
