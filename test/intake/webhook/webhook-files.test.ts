import { SELF } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { hooked } from '../../support/hooked.ts';
import { createUser, node, publish, type Reply, send, type User } from '../../support/running-app.ts';

let user: User;
let webhook: string;

// hook → show, answering with the item as the workflow has it
beforeAll(async () => {
  user = await createUser();
  const json = {
    body: '{{ $json.body }}',
    files: '{{ $binary }}',
    raw: '{{ $json.raw_body }}',
    as: '{{ $json.raw_body_encoding }}',
  };
  const show = node('show', 'action.set', { mode: 'json', json });
  ({ webhook } = await publish(user, hooked({ respond: 'last_node' }, show)));
});

/** A multipart body as it goes over the wire. Each part: its headers, and what it holds. */
function multipart(parts: readonly (readonly [head: string, content: string])[], boundary = 'b'): string {
  const written = parts.map(([head, content]) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`);
  return `${written.join('')}--${boundary}--\r\n`;
}

function deliver(body: BodyInit, boundary = 'b'): Promise<Reply> {
  return send('POST', webhook, { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } });
}

const disposition = (name: string, file: string) =>
  `Content-Disposition: form-data; name="${name}"; filename="${file}"`;

describe('the files of a form', () => {
  it('are files of the item, each under the name of its field', async () => {
    const form = new FormData();
    form.append('note', 'hello');
    form.append('photo', new File([new Uint8Array([0, 255])], 'a.png', { type: 'image/png' }));
    form.append('photo', new File(['two'], 'b.txt', { type: 'text/plain' }));
    const reply = await send('POST', webhook, { body: form });
    expect(reply.json.body).toEqual({
      note: 'hello',
      photo: [
        { file_name: 'a.png', mime_type: 'image/png', size: 2, binary_property: 'photo' },
        { file_name: 'b.txt', mime_type: 'text/plain', size: 3, binary_property: 'photo_1' },
      ],
    });
    expect(reply.json.files).toMatchObject({ photo: { file_name: 'a.png' }, photo_1: { file_name: 'b.txt' } });
  });

  it('go back to the caller byte by byte', async () => {
    const answer = node('answer', 'action.respond', { respond_with: 'binary', binary_property: 'photo' });
    const echo = await publish(user, hooked({ respond: 'respond_node' }, answer));
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const form = new FormData();
    form.append('photo', new File([bytes], 'a.bin', { type: 'image/x-odd' }));
    const reply = await SELF.fetch(`https://linkflow.test${echo.webhook}`, { method: 'POST', body: form });
    expect(reply.headers.get('content-type')).toBe('image/x-odd');
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\Users\\\\x\\\\a.exe', 'a.exe'],
    ['/abs/olute.txt', 'olute.txt'],
    ['a/..', ''],
  ])('have names that are no paths: %s', async (sent, name) => {
    const reply = await deliver(multipart([[disposition('f', sent), 'x']]));
    expect(reply.json.body).toMatchObject({ f: { file_name: name } });
  });

  it('may come under names that JavaScript uses itself', async () => {
    const reply = await deliver(multipart(['__proto__', 'constructor'].map((name) => [disposition(name, 'a'), 'x'])));
    expect(Object.keys(reply.json.body ?? {})).toEqual(['__proto__', 'constructor']);
    expect(reply.status).toBe(200);
  });

  it('have a type although they say none', async () => {
    const reply = await deliver(multipart([[disposition('f', 'a'), 'x']]));
    expect(reply.json.body).toMatchObject({ f: { mime_type: 'application/octet-stream' } });
  });
});

describe('the raw body', () => {
  it.each([
    ['text', '{"a": 1.0 , "ü":"\\u00e9"}', 'utf8'],
    ['a byte order mark', '\ufeffx', 'utf8'],
    ['line ends of all kinds', 'a\r\nb\rc\n', 'utf8'],
  ])('is what came, with %s', async (_name, body, as) => {
    const reply = await send('POST', webhook, { body, headers: { 'content-type': 'application/unheard-of' } });
    expect([reply.json.raw, reply.json.as]).toEqual([body, as]);
  });

  it.each([[[0]], [[255, 254]], [[0xed, 0xa0, 0x80]], [[0xc3]], [Array.from({ length: 256 }, (_, byte) => byte)]])(
    'is what came, with the bytes %j',
    async (bytes) => {
      const body = new Uint8Array(bytes);
      const reply = await send('POST', webhook, { body, headers: { 'content-type': 'application/unheard-of' } });
      expect([reply.json.raw, reply.json.as]).toEqual([btoa(String.fromCharCode(...bytes)), 'base64']);
    },
  );
});

describe('a form that is not what it says', () => {
  it.each([
    ['has another boundary', multipart([[disposition('f', 'a'), 'x']], 'c')],
    ['does not end', multipart([[disposition('f', 'a'), 'x']]).slice(0, -6)],
    ['has a part without a name', multipart([['Content-Disposition: form-data', 'x']])],
    ['has a part without headers', '--b\r\n\r\nx\r\n--b--\r\n'],
    ['is JSON', '{"a":1}'],
  ])('is refused when it %s', async (_name, body) => {
    const reply = await deliver(body);
    expect([reply.status, reply.json.code]).toEqual([400, 'input.malformed_form']);
  });

  it('is refused with more parts than a form may have', async () => {
    const parts = Array.from({ length: 10_001 }, () => ['Content-Disposition: form-data; name="a"', 'x'] as const);
    const reply = await deliver(multipart(parts));
    expect([reply.status, reply.json.code]).toEqual([400, 'input.too_many_fields']);
  });
});
