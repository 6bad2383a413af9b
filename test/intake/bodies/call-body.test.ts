import { describe, expect, it } from 'vitest';
import { createCallBody } from '../../../src/intake/bodies/call-body.ts';

const URL = 'https://linkflow.test/';

/** A body that comes in pieces, and says nothing of its length. `ended: false`: its sender goes quiet. */
function streamed(pieces: readonly string[], { ended = true } = {}) {
  const asked = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      if (ended) controller.close();
    },
    cancel() {
      asked.cancelled = true;
    },
  });
  return { request: new Request(URL, { method: 'POST', body }), asked };
}

const tooLarge = expect.objectContaining({ status: 413, code: 'input.too_large' });
const tooSlow = expect.objectContaining({ status: 408, code: 'webhooks.body_too_slow' });

async function textOf(bytes: Promise<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(await bytes);
}

describe('the body of a call', () => {
  it('is read once, however often it is asked for', async () => {
    for (const request of [new Request(URL, { method: 'POST', body: 'abc' }), streamed(['a', 'bc']).request]) {
      const body = createCallBody(request);
      expect([await textOf(body.read(3)), await textOf(body.read(3))]).toEqual(['abc', 'abc']);
    }
  });

  it('is empty if there is none', async () => {
    expect(await createCallBody(new Request(URL)).read(0)).toHaveLength(0);
  });

  it('is refused before it is read if its length says that it is too large', async () => {
    const { request, asked } = streamed([], { ended: false });
    const headers = { 'content-length': '20000000' };
    const long = new Request(request, { headers });
    await expect(createCallBody(long).read(10_485_760)).rejects.toThrow(tooLarge);
    expect(asked.cancelled).toBe(false);
  });

  it('is refused as soon as more comes than is taken, and read on if more is taken after all', async () => {
    const body = createCallBody(streamed(['ab', 'cd', 'ef']).request);
    await expect(body.read(3)).rejects.toThrow(tooLarge);
    expect(await textOf(body.read(6))).toBe('abcdef');
  });

  it('is given up when its sender goes quiet, and never taken for a shorter one', async () => {
    const { request, asked } = streamed(['ab'], { ended: false });
    const body = createCallBody(request, 20);
    await expect(body.read(100)).rejects.toThrow(tooSlow);
    expect(asked.cancelled).toBe(true);
    await expect(body.read(100)).rejects.toThrow(tooSlow);
  });

  it('is refused unread if it is encoded, however often it is asked for', async () => {
    const { request, asked } = streamed(['ab'], { ended: false });
    const body = createCallBody(new Request(request, { headers: { 'content-encoding': 'GZip' } }));
    const encoded = expect.objectContaining({ status: 415, code: 'input.encoded_body' });
    await expect(body.read(100)).rejects.toThrow(encoded);
    await expect(body.read(100)).rejects.toThrow(encoded);
    expect(asked.cancelled).toBe(false);
  });
});
