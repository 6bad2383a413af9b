/** One thing that is wrong with an input: where (part of the request, JSON path, node id), a stable code, and what. */
export type Fault = {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly in?: 'body' | 'query' | 'path' | 'header';
  readonly node_id?: string;
};

/** What may go along with an error to the client. */
export type AppErrorDetails = {
  readonly faults?: readonly Fault[];
  readonly headers?: { readonly [name: string]: string };
  readonly cause?: unknown;
};

/**
 * An error that the client may see. `code` is stable (`workflows.not_found`), `status` the HTTP status it maps to,
 * `message` safe to show. Anything else that is thrown is a bug and reaches the client without its message.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: AppErrorDetails;

  constructor(code: string, status: number, message: string, details: AppErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
