import { describe, expect, it } from 'vitest';
import type { NodeFailure } from '../../src/engine/event.ts';
import { FAILURE_KINDS } from '../../src/engine/failure-kind.ts';
import { isRetried, retryDelay } from '../../src/engine/retry.ts';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { FAILURE, PASSING } from './support/play.ts';

const HOUR = 3_600_000;
const fixed: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 1000, max_delay_ms: 5000, jitter: 0 };
const exponential: RetryPolicy = { ...fixed, backoff: 'exponential' };
const jittery: RetryPolicy = { ...fixed, jitter: 0.4 };

describe(isRetried, () => {
  it.each([
    { failure: PASSING, attempt: 2, retried: true },
    { failure: PASSING, attempt: 3, retried: false },
    { failure: FAILURE, attempt: 1, retried: false },
  ])('is $retried for attempt $attempt of 3 with $failure.code', ({ failure, attempt, retried }) => {
    expect(isRetried(fixed, { attempt, failure, draw: 0 })).toBe(retried);
  });

  const picky: RetryPolicy = { ...fixed, on: ['network', 'client_error'] };

  it.each<{ what: string; failure: NodeFailure; attempt: number; retried: boolean }>([
    { what: 'a kind that is named', failure: { ...PASSING, kind: 'network' }, attempt: 1, retried: true },
    { what: 'one that cannot heal', failure: { ...FAILURE, kind: 'client_error' }, attempt: 1, retried: true },
    {
      what: 'no more than the policy has attempts',
      failure: { ...PASSING, kind: 'network' },
      attempt: 3,
      retried: false,
    },
    { what: 'no kind that is not named', failure: { ...PASSING, kind: 'server_error' }, attempt: 1, retried: false },
    { what: 'nothing without a kind', failure: PASSING, attempt: 1, retried: false },
  ])('covers $what, where kinds are named', ({ failure, attempt, retried }) => {
    expect(isRetried(picky, { attempt, failure, draw: 0 })).toBe(retried);
  });

  it.each(FAILURE_KINDS)('covers %s if it is named, and does not if all others are', (kind) => {
    const failed = { attempt: 1, failure: { ...FAILURE, kind }, draw: 0 };
    expect(isRetried({ ...fixed, on: [kind] }, failed)).toBe(true);
    expect(isRetried({ ...fixed, on: FAILURE_KINDS.filter((other) => other !== kind) }, failed)).toBe(false);
  });

  it.each(['node.work_limit', 'node.time_limit'])('never repeats what ended with %s', (code) => {
    expect(
      isRetried({ ...fixed, on: [...FAILURE_KINDS] }, { attempt: 1, failure: { ...FAILURE, code }, draw: 0 }),
    ).toBe(false);
  });

  it('counts a failure without a kind as other', () => {
    expect(isRetried({ ...fixed, on: ['other'] }, { attempt: 1, failure: FAILURE, draw: 0 })).toBe(true);
  });
});

describe(retryDelay, () => {
  it.each([
    { what: 'the same each time', policy: fixed, attempt: 4, draw: 0, delay: 1000 },
    { what: 'the plain delay at first', policy: exponential, attempt: 1, draw: 0, delay: 1000 },
    { what: 'twice as long each time', policy: exponential, attempt: 3, draw: 0, delay: 4000 },
    { what: 'no longer than the cap', policy: exponential, attempt: 4, draw: 0, delay: 5000 },
    { what: 'the cap after very many attempts', policy: exponential, attempt: 5000, draw: 0, delay: 5000 },
    { what: 'shorter by what is drawn', policy: jittery, attempt: 1, draw: 0.5, delay: 800 },
  ])('is $what', ({ policy, attempt, draw, delay }) => {
    expect(retryDelay(policy, { attempt, failure: PASSING, draw })).toBe(delay);
  });

  it.each([
    { what: 'is longer when the other side asks for it', retryAfterMs: 2000, delay: 2000 },
    { what: 'is not shorter because the other side would allow it', retryAfterMs: 10, delay: 1000 },
    { what: 'may exceed the cap when the other side asks for it', retryAfterMs: HOUR, delay: HOUR },
    { what: 'is a day at most', retryAfterMs: 90 * 24 * HOUR, delay: 24 * HOUR },
  ])('$what', ({ retryAfterMs, delay }) => {
    expect(retryDelay(fixed, { attempt: 1, failure: { ...PASSING, retryAfterMs }, draw: 0 })).toBe(delay);
  });
});
