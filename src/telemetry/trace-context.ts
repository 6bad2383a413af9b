import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A place in a trace (W3C Trace Context): 32 and 16 hexadecimal digits. */
export type TraceContext = { readonly traceId: string; readonly spanId: string; readonly sampled: boolean };

/** https://www.w3.org/TR/trace-context/#traceparent-header: later versions may say more, after a hyphen. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads the header; `null` for what is none. */
export function parseTraceparent(header: string): TraceContext | null {
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(header.trim()) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  if (version === '00' && more !== undefined) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** An id that is the same whoever makes it of the same parts: a runner that goes on for another gives its spans the same ones. */
export function spanIdOf(...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(parts.join('\n'))).subarray(0, 8));
}

/** The trace of an execution that nothing else has begun: its id has as many bits. */
export function ownTraceId(executionId: string): string {
  return executionId.replaceAll('-', '');
}

/** Whether this share (0 to 1) of all traces has it. By its last 56 bits, as OpenTelemetry samples: all who ask agree. */
export function isInShare(traceId: string, share: number): boolean {
  return Number.parseInt(traceId.slice(-13), 16) / 2 ** 52 < share;
}
