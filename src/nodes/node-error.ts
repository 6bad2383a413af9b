import type { FailureKind } from '../engine/failure-kind.ts';

type NodeErrorOptions = {
  readonly retryable?: boolean;
  readonly kind?: FailureKind;
  readonly retryAfterMs?: number | undefined;
  readonly item?: number;
  readonly cause?: unknown;
};

/** How a node fails: with a stable code, a message for people, whether trying again may help, and what kind of failure it is. */
export class NodeError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;
  readonly item: number | undefined;

  constructor(code: string, message: string, options: NodeErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'NodeError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.kind = options.kind ?? 'other';
    this.retryAfterMs = options.retryAfterMs;
    this.item = options.item;
  }
}
