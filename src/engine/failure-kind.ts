/**
 * What kind of failure it was, for policies that retry certain kinds only. `timeout`: no answer in time. `network`: the
 * other side could not be reached, or the connection broke. `rate_limited`: it asked for patience (HTTP 429).
 * `server_error`, `client_error`: it answered that it failed (HTTP 5xx), or that the request was wrong (HTTP 4xx).
 * `other`: everything else.
 */
export const FAILURE_KINDS = ['timeout', 'network', 'rate_limited', 'server_error', 'client_error', 'other'] as const;

/** One entry of {@link FAILURE_KINDS}. */
export type FailureKind = (typeof FAILURE_KINDS)[number];
