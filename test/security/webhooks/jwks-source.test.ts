import { describe, expect, it } from 'vitest';
import { EgressError } from '../../../src/security/egress/errors.ts';
import type { Egress } from '../../../src/security/egress/types.ts';
import { createJwksSource } from '../../../src/security/webhooks/jwks-source.ts';
import { NOW } from './support/calls.ts';
import { jwkOf } from './support/tokens.ts';

const URL_OF_KEYS = 'https://issuer.example.com/jwks.json';
const K1 = { keys: [expect.objectContaining({ kid: 'k1' })] };

type Answer = () => Promise<object>;

const set: Answer = async () => ({ keys: [jwkOf('ES256', 'k1')] });
const away: Answer = async () => Promise.reject(new EgressError('egress.network', 'the connection failed'));
const hang: Answer = () => new Promise(() => undefined);

/** A source whose requests are answered one after the other, the last answer for good, and whose pauses are counted. */
function sourceOf(...answers: readonly Answer[]) {
  let [asked, pauses] = [0, 0];
  const egress: Egress = async ({ url }) => {
    asked += 1;
    const answer = answers[Math.min(asked, answers.length) - 1] ?? away;
    const body = new TextEncoder().encode(JSON.stringify(await answer()));
    return { status: 200, statusText: '', url, headers: {}, body };
  };
  const pause = async (): Promise<void> => {
    pauses += 1;
    await Promise.resolve();
  };
  return { source: createJwksSource(egress, { pause }), asked: () => asked, pauses: () => pauses };
}

/** Answers that a test gives when it likes. */
function held() {
  const waiting: ((body: object) => void)[] = [];
  const answer: Answer = () => new Promise((resolve) => waiting.push(resolve));
  return { answer, release: async () => waiting[0]?.(await set()) };
}

async function settled<Value>(value: Promise<Value>): Promise<Value | 'pending'> {
  return Promise.race([value, new Promise<'pending'>((resolve) => setTimeout(resolve, 0, 'pending'))]);
}

describe('a burst of first calls', () => {
  it('asks four times, and all others get what one of them brings', async () => {
    const { answer, release } = held();
    const { source, asked } = sourceOf(answer);
    const calls = Array.from({ length: 100 }, () => source.keys(URL_OF_KEYS, NOW));
    await release();
    const waiting = await Promise.all(calls.slice(4));
    expect(waiting).toEqual(waiting.map(() => K1));
    expect(asked()).toBe(4);
  });

  it('waits for an address that hangs no longer than it may take, and then goes on without keys', async () => {
    const { source, asked, pauses } = sourceOf(hang);
    const calls = Array.from({ length: 20 }, () => source.keys(URL_OF_KEYS, NOW));
    expect(await Promise.all(calls.slice(4))).toEqual(Array(16).fill(null));
    expect([asked(), pauses()]).toEqual([4, 16 * 500]);
  });

  it('waits for nobody whose request was dropped long ago', async () => {
    const { source, pauses } = sourceOf(hang);
    for (let call = 0; call < 4; call += 1) void source.keys(URL_OF_KEYS, NOW);
    expect(await source.keys(URL_OF_KEYS, NOW + 5000)).toBeNull();
    expect(pauses()).toBe(0);
  });

  it('ends at once when those that asked got nothing', async () => {
    const { source, asked } = sourceOf(away);
    const calls = Array.from({ length: 20 }, () => source.keys(URL_OF_KEYS, NOW));
    expect(await Promise.all(calls)).toEqual(Array(20).fill(null));
    expect(asked()).toBe(4);
  });

  it('is waited for by nobody after a defect', async () => {
    const { source, pauses } = sourceOf(() => Promise.reject(new RangeError('a defect')));
    const calls = Array.from({ length: 4 }, () => source.keys(URL_OF_KEYS, NOW));
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    expect(await source.keys(URL_OF_KEYS, NOW)).toBeNull();
    expect(pauses()).toBe(0);
  });
});

describe('a fetch that failed', () => {
  it('is tried again by a later call', async () => {
    const { source, asked } = sourceOf(away, away, set);
    const answers = [];
    for (let call = 0; call < 4; call += 1) answers.push(await source.keys(URL_OF_KEYS, NOW));
    expect(answers).toEqual([null, null, K1, K1]);
    expect(asked()).toBe(3);
  });

  it('and one that hangs leave the keys of before as they are', async () => {
    const { source } = sourceOf(set, away, hang);
    await source.keys(URL_OF_KEYS, NOW);
    const later = NOW + 600_000;
    expect(await source.keys(URL_OF_KEYS, later)).toEqual(K1);
    const hanging = source.keys(URL_OF_KEYS, later + 1);
    expect(await settled(hanging)).toBe('pending');
  });
});

describe('a key that nobody knows', () => {
  it('is looked for once in half a minute, however many tokens name one, also at once', async () => {
    const { source, asked } = sourceOf(set);
    await source.keys(URL_OF_KEYS, NOW);
    const forged = () => Promise.all(Array.from({ length: 50 }, () => source.newerKeys(URL_OF_KEYS, NOW + 30_000)));
    expect((await forged()).filter((keys) => keys !== null)).toHaveLength(1);
    expect((await forged()).every((keys) => keys === null)).toBe(true);
    expect(asked()).toBe(2);
  });
});
