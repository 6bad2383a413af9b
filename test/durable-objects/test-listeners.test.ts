import { describe, expect, it } from 'vitest';
import { createTestListeners } from '../../durable-objects/test-listeners.ts';

const MEGABYTE = 'a'.repeat(1_000_000);

async function textOf(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  return new Response(stream).text();
}

describe('those who listen at a test URL', () => {
  it('get what came before, and all that comes', async () => {
    const listeners = createTestListeners();
    const stream = listeners.open('before ');
    listeners.send('now ');
    listeners.close('over');
    expect(await textOf(stream)).toMatch(/before now over$/);
  });

  it('are let go when they do not read, with what they were sent', async () => {
    const listeners = createTestListeners();
    const idle = listeners.open('');
    for (let sent = 0; sent < 10; sent += 1) listeners.send(MEGABYTE);
    expect((await textOf(idle)).length).toBeLessThan(7_000_000);
    listeners.close('');
  });

  it('make room for others when they leave', async () => {
    const listeners = createTestListeners();
    const streams = Array.from({ length: 5 }, () => listeners.open(''));
    expect(listeners.open('')).toBeNull();
    await streams[0]?.cancel();
    const late = listeners.open('late');
    listeners.close('');
    expect(await textOf(late)).toContain('late');
  });
});
