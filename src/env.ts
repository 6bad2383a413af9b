import { z } from 'zod';
import type { ExecutionCoordinator } from '../durable-objects/execution-coordinator.ts';
import type { FlowGateCalls } from '../durable-objects/flow-gate-calls.ts';
import type { WebhookTestHub } from '../durable-objects/webhook-test-hub.ts';
import { signInProvidersSetting } from './accounts/providers/sign-in-providers.ts';
import { ROLE_URLS } from './db/databases.ts';
import type { ObjectCalls } from './runner/journal/remote-objects.ts';
import { addressList } from './security/address-lists.ts';
import { parseMasterKeys } from './security/master-keys.ts';

/** A queue message: ids only, the row in Postgres is the truth. The workflow is for whoever delivers the messages of each in turn. */
export type ExecutionMessage = {
  readonly execution_id: string;
  readonly workflow_id?: string;
  /** A runner was lost with this execution: it is run alone. */
  readonly suspect?: boolean;
};

/** A queue message that has a trigger ask its service what is new. Whoever takes it first, by the revision, asks. */
export type PollMessage = {
  readonly poll_id: string;
  readonly revision: number;
  /** The last poll did not come to an end: this one is made alone. */
  readonly suspect?: boolean;
};

/** What the queue carries. */
export type QueueMessage = ExecutionMessage | PollMessage;

/**
 * How the processes of the local stack reach one another. In production there is one Worker, and none of these: the platform
 * ends what computes for too long, and that hurts nobody else.
 */
type ProcessBindings = {
  /** Runs executions in a process that is ended when it does not answer. */
  readonly RUNNER?: Fetcher;
  /** The same for one at a time that may have been the reason why such a process was ended. */
  readonly RUNNER_ALONE?: Fetcher;
  /** The objects, for a process that has neither EXECUTION_COORDINATOR nor FLOW_GATE. */
  readonly OBJECTS?: Service<ObjectCalls>;
  /** Runs user code, for a process that has no LOADER; and, likewise, one program at a time. */
  readonly CODE?: Fetcher;
  readonly CODE_ALONE?: Fetcher;
};

/** What Cloudflare binds, by the names in wrangler.toml. Secrets come from `wrangler secret put`, locally from the stack. */
export type Env = ProcessBindings & {
  readonly EXECUTION_COORDINATOR: DurableObjectNamespace<ExecutionCoordinator>;
  readonly WEBHOOK_TEST_HUB: DurableObjectNamespace<WebhookTestHub>;
  readonly FLOW_GATE: DurableObjectNamespace<FlowGateCalls & Rpc.DurableObjectBranded>;
  readonly EXECUTIONS: Queue<QueueMessage>;
  /** Makes the isolates in which user code runs. */
  readonly LOADER: WorkerLoader;
  /** The owner of the tables or, better, nobody: see the three that follow. Stands for each of them that is missing. */
  readonly DATABASE_URL?: string;
  /** The database as `linkflow_app`, `linkflow_auth` and `linkflow_system`: see docs/tenancy.md. */
  readonly APP_DATABASE_URL?: string;
  readonly AUTH_DATABASE_URL?: string;
  readonly SYSTEM_DATABASE_URL?: string;
  readonly JWT_SECRET: string;
  readonly PASSWORD_PEPPER: string;
  /** The master key of version 1, and what links to waits and forms are signed under. */
  readonly ENCRYPTION_KEY: string;
  /** Further master keys, the newest first, e.g. `3:<base64>,2:<base64>`. */
  readonly ENCRYPTION_KEYS?: string;
  /** Takes the statements instead of Neon: the bridge of the local stack. */
  readonly NEON_BRIDGE?: Fetcher;
  /** Networks that nodes may reach although they are not public, e.g. `127.0.0.0/8,::1/128`; empty in production. */
  readonly EGRESS_ALLOWED_NETWORKS?: string;
  /** Ports that nodes may reach nowhere, e.g. `5432`: that of a database beside the local stack. */
  readonly EGRESS_DENIED_PORTS?: string;
  /** Where names are looked up before nodes reach them, e.g. `https://cloudflare-dns.com/dns-query`; empty: nowhere. */
  readonly DOH_ENDPOINT?: string;
  /** Where people and programs reach this server, e.g. `https://flows.example.com`; empty: links to it are paths. */
  readonly PUBLIC_URL?: string;
  /** Where webhooks, forms, waits and approvals are, if on a host of their own, e.g. `https://hooks.example.com`. */
  readonly WEBHOOK_URL?: string;
  /** Origins whose pages may call the API with the session of its user, e.g. `https://app.example.com`; empty: none. */
  readonly CORS_ORIGINS?: string;
  /** Whom to tell of a hole, e.g. `mailto:security@example.com`; empty: nobody. */
  readonly SECURITY_CONTACT?: string;
  /**
   * Networks of proxies that say truly in `CF-Connecting-IP` where a request comes from, e.g. `10.0.0.0/8`. Not set in
   * production: there Cloudflare sets the header.
   */
  readonly TRUSTED_PROXIES?: string;
  /** `true`: mails without a provider are kept in the database instead of failing; for development alone. */
  readonly MAIL_OUTBOX?: string;
  /** The sender of the platform's own mails, e.g. `no-reply@flows.example.com`. */
  readonly MAIL_FROM?: string;
  /** Who sends them: `resend`, `postmark`, `sendgrid`, `mailgun` or `brevo`. Empty: the binding, if there is one. */
  readonly MAIL_PROVIDER?: string;
  /** The key of the provider; of Mailgun, the domain too; its region (`us` or `eu`), where it has some. */
  readonly MAIL_API_KEY?: string;
  readonly MAIL_DOMAIN?: string;
  readonly MAIL_REGION?: string;
  /** Cloudflare's Email Service. */
  readonly MAIL?: SendEmail;
  /**
   * `open`: whoever registers is signed in at once; `verified`: an account begins when its address is confirmed. Empty:
   * `verified` where mails leave, else `open`.
   */
  readonly REGISTRATION?: string;
  /** Providers to sign in with, as a JSON array: see docs/accounts.md. A secret, since it holds the clients' secrets. */
  readonly SIGN_IN_PROVIDERS?: string;
  readonly LEASE_SECONDS?: string;
  readonly MAX_CLAIMS?: string;
};

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
  LEASE_SECONDS: seconds.default(60),
  MAX_CLAIMS: z.coerce.number().int().min(1).max(100).default(5),
});

const hostsSchema = variablesSchema.refine(
  ({ PUBLIC_URL, WEBHOOK_URL }) => WEBHOOK_URL === '' || URL.parse(PUBLIC_URL)?.host !== URL.parse(WEBHOOK_URL)?.host,
  { path: ['WEBHOOK_URL'], message: 'must be on another host than PUBLIC_URL' },
);

/** Each role needs a way to the database. */
const databaseSchema = hostsSchema.superRefine((settings, context) => {
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
