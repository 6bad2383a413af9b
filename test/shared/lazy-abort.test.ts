import { describe, expect, it, vi } from 'vitest';
import { createLazyAbort, lazily } from '../../src/shared/lazy-abort.ts';

describe('createLazyAbort', () => {
  it('aborts the signal that was asked for before', () => {
    const abort = createLazyAbort();
    const { signal } = abort;
    abort.abort('late');
    expect([signal.aborted, signal.reason, abort.isAborted(), abort.signal === signal]).toEqual([
      true,
      'late',
      true,
      true,
    ]);
  });

  it('gives an aborted signal to whoever asks later, with the first reason', () => {
    const abort = createLazyAbort();
    abort.abort('first');
    abort.abort('second');
    expect([abort.signal.aborted, abort.signal.reason]).toEqual([true, 'first']);
  });

  it('says once that somebody listens, unless it is too late', () => {
    const onFirstUse = vi.fn();
    const used = createLazyAbort(onFirstUse);
    expect([used.signal.aborted, used.signal.aborted]).toEqual([false, false]);
    const over = createLazyAbort(onFirstUse);
    over.abort();
    expect(over.signal.aborted).toBe(true);
    expect(onFirstUse).toHaveBeenCalledTimes(1);
  });
});

describe('lazily', () => {
  it('follows the signal', () => {
    const controller = new AbortController();
    const lazy = lazily(controller.signal);
    expect(lazy.isAborted()).toBe(false);
    controller.abort();
    expect([lazy.isAborted(), lazy.signal]).toEqual([true, controller.signal]);
  });
});
