import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import { createAttempts } from '../../src/attempts/attempts.repository.ts';
import { createDependencies } from '../../src/dependencies.ts';
import { newId } from '../../src/shared/ids.ts';

const { auth: db } = createDependencies(env).databases;
const { max, windowSeconds } = ATTEMPT_LIMITS['login.account'];

function counter() {
  let now = Date.UTC(2026, 10, 29);
  const attempts = createAttempts(db, () => now);
  const tries = [{ kind: 'login.account', subject: newId(Date.now()) }] as const;
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { attempts, tries, pass };
}

async function takeAll({ attempts, tries }: ReturnType<typeof counter>): Promise<void> {
  for (let count = 0; count < max; count += 1) await attempts.take(tries);
}

describe('attempts', () => {
  it('refuse the one after the last, and say when the next may be made', async () => {
    const counted = counter();
    await takeAll(counted);
    counted.pass(10);
    await expect(counted.attempts.take(counted.tries)).rejects.toMatchObject({
      code: 'auth.too_many_attempts',
      status: 429,
      details: { headers: { 'retry-after': String(windowSeconds - 10) } },
    });
  });

  it('begin anew when the window is over', async () => {
    const counted = counter();
    await takeAll(counted);
    counted.pass(windowSeconds);
    await expect(counted.attempts.take(counted.tries)).resolves.toBeUndefined();
  });

  it('are forgotten after a success', async () => {
    const counted = counter();
    await takeAll(counted);
    await counted.attempts.forget(counted.tries);
    await expect(counted.attempts.take(counted.tries)).resolves.toBeUndefined();
  });

  it('of several at once count each, and none twice', async () => {
    const counted = counter();
    const outcomes = await Promise.allSettled(
      Array.from({ length: max + 5 }, () => counted.attempts.take(counted.tries)),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  });
});
