import { z } from 'zod';
import { signInProvidersSetting } from './accounts/providers/sign-in-providers.ts';
import { stripePricesSetting } from './billing/price-list.ts';
import { ROLE_URLS } from './db/databases.ts';
import type { Env } from './env.ts';
import { addressList } from './security/address-lists.ts';
import { parseMasterKeys } from './security/master-keys.ts';
import { telemetrySettings } from './telemetry/telemetry-settings.ts';

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Exactly as a browser sends it: no path, no star, no default port. */
function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text && /^https?:/.test(text);
}

const origin = z.string().refine(isOrigin, 'must be an origin such as https://app.example.com');

const seconds = z.coerce.number().int().min(1).max(3600);

/** The sender of mails that are kept here. No provider takes it. */
const NO_SENDER = 'no-reply@linkflow.invalid';

const databaseUrl = z.union([z.literal(''), z.string().regex(/^postgres(ql)?:\/\//)]).default('');

const variablesSchema = z.object({
  DATABASE_URL: databaseUrl,
  APP_DATABASE_URL: databaseUrl,
  AUTH_DATABASE_URL: databaseUrl,
  SYSTEM_DATABASE_URL: databaseUrl,
  JWT_SECRET: z.string().min(32),
  PASSWORD_PEPPER: z.string().min(32),
  ENCRYPTION_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64'),
  ENCRYPTION_KEYS: z
    .string()
    .default('')
    .transform((list, context) => {
      const keys = parseMasterKeys(list);
      if (keys !== null) return keys;
      context.addIssue({
        code: 'custom',
        message: 'must be a list such as 2:<32 bytes in base64>,1:<32 bytes in base64>',
      });
      return z.NEVER;
    }),
  EGRESS_ALLOWED_NETWORKS: z.string().default(''),
  EGRESS_DENIED_PORTS: z
    .string()
    .regex(/^(\d+(,\d+)*)?$/)
    .default('')
    .transform((ports) => (ports === '' ? [] : ports.split(',').map(Number))),
  DOH_ENDPOINT: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  PUBLIC_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  WEBHOOK_URL: z.union([z.literal(''), origin]).default(''),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform(namesIn)
    .pipe(z.array(origin))
    .transform((origins): ReadonlySet<string> => new Set(origins)),
  SECURITY_CONTACT: z.union([z.literal(''), z.url({ protocol: /^(?:https|mailto|tel)$/ })]).default(''),
  MAIL_OUTBOX: z
    .enum(['true', 'false', ''])
    .default('')
    .transform((value) => value === 'true'),
  MAIL_FROM: z
    .union([z.literal(''), z.email()])
    .default('')
    .transform((from) => from || NO_SENDER),
  MAIL_PROVIDER: z.enum(['', 'resend', 'postmark', 'sendgrid', 'mailgun', 'brevo']).default(''),
  MAIL_API_KEY: z.string().default(''),
  MAIL_DOMAIN: z.string().default(''),
  MAIL_REGION: z
    .enum(['', 'us', 'eu'])
    .default('')
    .transform((region) => region || 'us'),
  REGISTRATION: z.enum(['', 'open', 'verified']).default(''),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .transform((networks) => (networks === undefined ? null : addressList(namesIn(networks)))),
  SIGN_IN_PROVIDERS: signInProvidersSetting,
  ...telemetrySettings,
  METRICS_KEY: z.union([z.literal(''), z.string().min(16)]).default(''),
  STRIPE_SECRET_KEY: z.string().default(''),
  STRIPE_WEBHOOK_SECRET: z.string().default(''),
  STRIPE_PRICES: stripePricesSetting,
  STRIPE_API_URL: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .transform((url) => url || 'https://api.stripe.com'),
  LEASE_SECONDS: seconds.default(60),
  MAX_CLAIMS: z.coerce.number().int().min(1).max(100).default(5),
});

const hostsSchema = variablesSchema.refine(
  ({ PUBLIC_URL, WEBHOOK_URL }) => WEBHOOK_URL === '' || URL.parse(PUBLIC_URL)?.host !== URL.parse(WEBHOOK_URL)?.host,
  { path: ['WEBHOOK_URL'], message: 'must be on another host than PUBLIC_URL' },
);

/** Without them plans would be sold that never begin. */
const billingSchema = hostsSchema.superRefine((settings, context) => {
  if (settings.STRIPE_SECRET_KEY === '') return;
  for (const path of ['STRIPE_WEBHOOK_SECRET', 'PUBLIC_URL'] as const) {
    if (settings[path] === '')
      context.addIssue({ code: 'custom', path: [path], message: 'must be set for STRIPE_SECRET_KEY' });
  }
});

/** Each role needs a way to the database. */
const databaseSchema = billingSchema.superRefine((settings, context) => {
  for (const [role, name] of Object.entries(ROLE_URLS)) {
    if (settings.DATABASE_URL !== '' || settings[name] !== '') continue;
    const message = `must be set, for there is no DATABASE_URL (the database as ${role})`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** A provider needs its key and a sender, else each mail would fail, and nobody hear of it. */
const settingsSchema = databaseSchema.superRefine((settings, context) => {
  if (settings.MAIL_PROVIDER === '') return;
  const missing = {
    MAIL_API_KEY: settings.MAIL_API_KEY === '',
    MAIL_FROM: settings.MAIL_FROM === NO_SENDER,
    MAIL_DOMAIN: settings.MAIL_PROVIDER === 'mailgun' && settings.MAIL_DOMAIN === '',
    PUBLIC_URL: settings.PUBLIC_URL === '',
  };
  for (const [name, isMissing] of Object.entries(missing)) {
    const message = `must be set for MAIL_PROVIDER ${settings.MAIL_PROVIDER}`;
    if (isMissing) context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** The variables of {@link Env}, parsed. `LEASE_SECONDS`: how long a runner may be silent; `MAX_CLAIMS`: how many may try one execution. */
export type Settings = z.infer<typeof settingsSchema>;

/** Where strangers reach this server: webhooks, forms, waits and approvals; empty: not known. */
export function worldUrlOf({ WEBHOOK_URL, PUBLIC_URL }: Settings): string {
  return WEBHOOK_URL === '' ? PUBLIC_URL : WEBHOOK_URL;
}

/** Parses the variables once; throws a ZodError that names every bad one. */
export function parseSettings(env: Env): Settings {
  return settingsSchema.parse(env);
}
