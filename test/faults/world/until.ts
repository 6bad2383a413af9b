import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY = 25;

/** Asks again and again until the answer is yes; throws after so many seconds. */
export async function until(what: string, ask: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  if (!(await happens(ask, seconds))) throw new Error(`Waited ${seconds} s, and still not: ${what}`);
}

/** The same; false instead of an error. */
export async function happens(ask: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await ask())) {
    if (performance.now() > deadline) return false;
    await delay(LOOK_EVERY);
  }
  return true;
}
