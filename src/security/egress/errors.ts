/** The codes of all refusals and failures of the way out. */
export type EgressErrorCode =
  | 'egress.invalid_url'
  | 'egress.blocked_scheme'
  | 'egress.user_info'
  | 'egress.blocked_host'
  | 'egress.blocked_address'
  | 'egress.blocked_port'
  | 'egress.host_not_allowed'
  | 'egress.host_not_on_allow_list'
  | 'egress.method_refused'
  | 'egress.header_refused'
  | 'egress.header_invalid'
  | 'egress.body_refused'
  | 'egress.name_not_resolved'
  | 'egress.too_many_redirects'
  | 'egress.response_too_large'
  | 'egress.response_not_kept'
  | 'egress.timeout'
  | 'egress.aborted'
  | 'egress.network';

const RETRYABLE: ReadonlySet<EgressErrorCode> = new Set([
  'egress.name_not_resolved',
  'egress.timeout',
  'egress.network',
  'egress.response_not_kept',
]);

/**
 * Why a request did not go out, or its answer did not come in. The message names hosts, never paths, queries or header
 * values, since those may hold secrets. `retryable`: whether the same request may succeed later.
 */
export class EgressError extends Error {
  readonly code: EgressErrorCode;
  readonly retryable: boolean;
  /** Whether the request may have reached a server. */
  readonly sent: boolean;

  constructor(code: EgressErrorCode, message: string, options: { cause?: unknown; sent?: boolean } = {}) {
    super(message, options);
    this.name = 'EgressError';
    this.code = code;
    this.retryable = RETRYABLE.has(code);
    this.sent = options.sent ?? false;
  }
}
