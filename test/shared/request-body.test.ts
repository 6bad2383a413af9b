import { describe, expect, it } from 'vitest';
import { decodeUtf8, readBody } from '../../src/shared/request-body.ts';

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('http://localhost/', init);
}

function chunks(...texts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

const TOO_LARGE = { code: 'input.too_large', status: 413 };

describe('readBody', () => {
  it('reads chunks to the end', async () => {
    expect(decodeUtf8(await readBody(request(chunks('ab', 'cd', 'e')), 5))).toBe('abcde');
  });

  it('is empty without a body', async () => {
    expect(await readBody(request(null), 5)).toHaveLength(0);
  });

  it('stops at the limit', async () => {
    await expect(readBody(request(chunks('ab', 'cd', 'ef')), 5)).rejects.toMatchObject(TOO_LARGE);
  });

  it('believes a length that is too large without reading', async () => {
    const announced = request('abc', { 'content-length': '6' });
    await expect(readBody(announced, 5)).rejects.toMatchObject(TOO_LARGE);
    expect(announced.bodyUsed).toBe(false);
  });

  it('does not believe a length that is too small', async () => {
    await expect(readBody(request('abcdef', { 'content-length': '2' }), 5)).rejects.toMatchObject(TOO_LARGE);
  });
});

describe('decodeUtf8', () => {
  it('refuses bytes that are no UTF-8', () => {
    expect(() => decodeUtf8(Uint8Array.of(0xff, 0xfe))).toThrow(
      expect.objectContaining({ code: 'input.invalid_utf8', status: 400 }),
    );
  });
});
