import type { ByProcess } from '../server/usage.ts';

/** What Cloudflare would charge for beside CPU and requests: shares of the executions. */
export type Counted = {
  readonly queued: number;
  readonly with_object: number;
  /** How often an execution that has an object appends to its journal there. */
  readonly appends: number;
};

/** A line of the report about the server under load. */
export type LoadRow = {
  readonly name: string;
  readonly concurrency: number;
  readonly per_second: number;
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  readonly errors: number;
  readonly first_error: string | null;
  readonly percent_of_ceiling: number | null;
  /** Milliseconds of CPU per request. Unlike the rate, this hardly depends on what else the machine does. */
  readonly cpu_ms_per_request: ByProcess;
  /** How much of the machine's CPU all of our processes got. */
  readonly percent_of_cpu: number;
  readonly peak_mb: ByProcess;
  /** Where each request is an execution that its caller waits for. */
  readonly counted?: Counted;
};

/** A line of the report about work that is measured without the server. */
export type TimeRow = { readonly name: string; readonly size: number; readonly value: number; readonly unit: string };

export type Report = {
  readonly date: string;
  readonly node: string;
  readonly cpus: number;
  /** Load average of the machine over the last minute, before and after: it shows whether other work was going on. */
  readonly machine_load: readonly [number, number];
  readonly database: string;
  readonly load: readonly LoadRow[];
  readonly times: readonly TimeRow[];
};
