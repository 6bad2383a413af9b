import { describe, expect, it } from 'vitest';
import { nodeTraceparent, traceOf } from '../../src/telemetry/run-trace.ts';
import { formatTraceparent, isInShare, ownTraceId, parseTraceparent } from '../../src/telemetry/trace-context.ts';

/** The example of the specification. */
const EXAMPLE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const ID = '019a0000-0000-7000-8000-00000000000e';

describe('the header traceparent', () => {
  it('is read and written as the specification has it', () => {
    const context = parseTraceparent(EXAMPLE);
    expect(context).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      sampled: true,
    });
    expect(context === null ? '' : formatTraceparent(context)).toBe(EXAMPLE);
    expect(parseTraceparent(EXAMPLE.replace(/01$/, '00'))?.sampled).toBe(false);
  });

  it('of a later version may say more', () => {
    expect(parseTraceparent(`cc${EXAMPLE.slice(2)}-what-the-future-will-be`)?.spanId).toBe('00f067aa0ba902b7');
    expect(parseTraceparent(`cc${EXAMPLE.slice(2)}`)?.sampled).toBe(true);
  });

  it.each([
    '',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01',
    `${EXAMPLE}-more`,
    `${EXAMPLE}\r\nx-evil: 1`,
    'x'.repeat(100_000),
  ])('is ignored when it is none: %j', (header) => {
    expect(parseTraceparent(header)).toBeNull();
  });
});

describe('the trace of an execution', () => {
  it('is that of the webhook or the call that caused it, sampled or not', () => {
    for (const data of [{ headers: { traceparent: EXAMPLE } }, { traceparent: EXAMPLE }]) {
      const trace = traceOf({ share: 0 }, { id: ID, trigger: { data } });
      expect(trace).toEqual({ traceId: EXAMPLE.slice(3, 35), parent: '00f067aa0ba902b7', sampled: true });
    }
    const unsampled = { traceparent: EXAMPLE.replace(/01$/, '00') };
    expect(traceOf({ share: 1 }, { id: ID, trigger: { data: unsampled } }).sampled).toBe(false);
  });

  it.each([null, 7, [], {}, { headers: null }, { headers: { traceparent: 7 } }, { traceparent: { a: 1 } }])(
    'is its own where nothing, or nonsense, was brought: %j',
    (data) => {
      expect(traceOf({ share: 1 }, { id: ID, trigger: { data } })).toEqual({
        traceId: ownTraceId(ID),
        parent: null,
        sampled: true,
      });
    },
  );

  it('gives a node run the same span, whichever runner has it', () => {
    const run = { id: ID, trigger: { data: {} } };
    const [one, again, next] = [0, 0, 1].map((runIndex) =>
      nodeTraceparent({ share: 1 }, run, { nodeId: 'a', runIndex }),
    );
    expect(one).toBe(again);
    expect(one).not.toBe(next);
    expect(parseTraceparent(one ?? '')?.traceId).toBe(ownTraceId(ID));
  });

  it('is sampled by its id, so that all who ask agree', () => {
    const ids = Array.from({ length: 2000 }, () => ownTraceId(crypto.randomUUID()));
    const sampled = ids.filter((id) => isInShare(id, 0.25));
    expect(sampled.length / ids.length).toBeGreaterThan(0.15);
    expect(sampled.length / ids.length).toBeLessThan(0.35);
    expect(ids.filter((id) => isInShare(id, 0))).toEqual([]);
    expect(ids.filter((id) => isInShare(id, 1))).toHaveLength(ids.length);
    expect(sampled.every((id) => isInShare(id, 0.5))).toBe(true);
  });
});
