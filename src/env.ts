import type { ExecutionCoordinator } from '../durable-objects/execution-coordinator.ts';
import type { FlowGateCalls } from '../durable-objects/flow-gate-calls.ts';
import type { LiveHubCalls, WorkspaceHubCalls } from '../durable-objects/live-hub-calls.ts';
import type { WebhookTestHub } from '../durable-objects/webhook-test-hub.ts';
import type { ObjectCalls } from './runner/journal/remote-objects.ts';

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

/** A queue message that has somebody work on a bulk job. The row says whether there is anything to do. */
type BulkMessage = { readonly bulk_job_id: string };

/** What the queue carries. */
export type QueueMessage = ExecutionMessage | PollMessage | BulkMessage;

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
  readonly LIVE_HUB: DurableObjectNamespace<LiveHubCalls & Rpc.DurableObjectBranded>;
  readonly WORKSPACE_HUB: DurableObjectNamespace<WorkspaceHubCalls & Rpc.DurableObjectBranded>;
  readonly EXECUTIONS: Queue<QueueMessage>;
  /** The files of the pages: what the build of `web/` made. Absent where no pages are served. */
  readonly ASSETS?: Fetcher;
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
  /** A bucket of R2 for files and outputs that are too large for memory and history; without one there are none. */
  readonly BLOBS?: R2Bucket;
  /** Cloudflare's Email Service. */
  readonly MAIL?: SendEmail;
  /**
   * `open`: whoever registers is signed in at once; `verified`: an account begins when its address is confirmed. Empty:
   * `verified` where mails leave, else `open`.
   */
  readonly REGISTRATION?: string;
  /** Providers to sign in with, as a JSON array: see docs/accounts.md. A secret, since it holds the clients' secrets. */
  readonly SIGN_IN_PROVIDERS?: string;
  /** Where traces go: an OTLP endpoint (HTTP, JSON), e.g. `https://otlp.example.com`; empty: nowhere. */
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** What it wants as headers, e.g. `authorization=Bearer%20abc`. A secret. */
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string;
  readonly OTEL_SERVICE_NAME?: string;
  /** The share of traces that are told, from 0 to 1. */
  readonly OTEL_TRACES_SAMPLER_ARG?: string;
  /** Which ends of executions have a line in the log: `all`, `failed`, or `none`, which is what empty means. */
  readonly LOG_EXECUTIONS?: string;
  /** A dataset of Cloudflare's Analytics Engine, for a point of each end. */
  readonly ANALYTICS?: AnalyticsEngineDataset;
  /** What `/metrics` asks for, as a bearer token of 16 characters or more; empty: it answers nobody. A secret. */
  readonly METRICS_KEY?: string;
  /** A secret key of Stripe; empty: nobody is billed, and nothing is limited. */
  readonly STRIPE_SECRET_KEY?: string;
  /** With what Stripe signs events, and which prices buy which plan: `pro=price_1,business=price_2`. */
  readonly STRIPE_WEBHOOK_SECRET?: string;
  readonly STRIPE_PRICES?: string;
  /** Where Stripe's API is, if not where it always is: for tests. */
  readonly STRIPE_API_URL?: string;
  readonly LEASE_SECONDS?: string;
  readonly MAX_CLAIMS?: string;
};
