import type { FailureKind } from '../engine/failure-kind.ts';

type NodeErrorOptions = {
  readonly retryable?: boolean;
  readonly kind?: FailureKind;
  readonly retryAfterMs?: number | undefined;
  readonly item?: number;
  readonly cause?: unknown;
};

/** The failure of a node: a stable code, a message for people, whether another attempt may succeed, and the kind of failure. */
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
