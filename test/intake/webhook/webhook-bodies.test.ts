import { beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../support/graph.ts';
import { createUser, node, publish, type Reply, send, type User } from '../../support/running-app.ts';

let user: User;
let webhook: string;

// hook → show, answering with the body as the workflow has it
beforeAll(async () => {
  user = await createUser();
  const show = node('show', 'action.set', {
    mode: 'json',
    json: { body: '{{ $json.body }}', raw: '{{ $json.raw_body }}', type: "{{ $json.headers['content-type'] }}" },
  });
  const graph = { nodes: [node('hook', 'trigger.webhook', { respond: 'last_node' }), show] };
  ({ webhook } = await publish(user, { ...graph, connections: chain('hook → show') }));
});

function deliver(type: string | null, body: BodyInit): Promise<Reply> {
  return send('POST', webhook, { body, headers: type === null ? {} : { 'content-type': type } });
}

describe('the body of a webhook', () => {
  it.each([
    ['application/json', '{"a":[1,"ü"]}', { a: [1, 'ü'] }],
    ['application/vnd.api+json; charset=utf-8', ' [1] ', [1]],
    ['application/x-www-form-urlencoded', 'a=1&b=x+y&b=%C3%BC', { a: '1', b: ['x y', 'ü'] }],
    ['text/plain', 'just text', 'just text'],
    ['application/xml', '<a>1</a>', '<a>1</a>'],
    ['application/unheard-of', 'what', null],
  ])('is read as %s', async (type, body, parsed) => {
    const reply = await deliver(type, body);
    expect([reply.status, reply.json]).toEqual([200, { body: parsed, raw: body, type }]);
  });

  it('may be empty', async () => {
    const reply = await deliver('application/json', '');
    expect([reply.status, reply.json.body, reply.json.raw]).toEqual([200, null, '']);
  });

  it('may be a form with files', async () => {
    const form = new FormData();
    form.append('name', 'Ada');
    form.append('file', new File([new Uint8Array([0, 255])], 'a.bin', { type: 'image/png' }));
    const reply = await send('POST', webhook, { body: form });
    const file = { file_name: 'a.bin', mime_type: 'image/png', size: 2, binary_property: 'file' };
    expect(reply.json.body).toEqual({ name: 'Ada', file });
  });

  it('reaches the workflow as base64 if it is not text', async () => {
    const reply = await deliver('application/octet-stream', new Uint8Array([0, 255, 254]));
    expect([reply.status, reply.json.raw]).toEqual([200, 'AP/+']);
  });

  it('is stored without characters that the database refuses', async () => {
    const reply = await deliver('text/plain', 'a\u0000b');
    expect([reply.status, reply.json.body]).toEqual([200, 'a\u0000b']);
    const id = reply.headers.get('linkflow-execution-id');
    const stored = await user.api('GET', `/executions/${id}`);
    expect(stored.json.input_data).toBe('a\ufffdb');
  });

  it.each([
    ['malformed JSON', 'application/json', '{"a":', 'input.malformed_json'],
    ['NUL in JSON', 'application/json', '{"a":"\\u0000"}', 'input.nul_byte'],
    ['half a surrogate pair', 'application/json', '{"a":"\\ud800"}', 'input.lone_surrogate'],
    ['JSON that is too deep', 'application/json', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'input.too_deep'],
    ['a number of very many digits', 'application/json', '{"a":1e9999}', 'input.number_too_long'],
    ['a huge key', 'application/json', `{"${'k'.repeat(5000)}":1}`, 'input.key_too_long'],
    ['JSON that is no UTF-8', 'application/json', new Uint8Array([34, 255, 34]), 'input.invalid_utf8'],
    ['a form without its boundary', 'multipart/form-data', 'x', 'input.malformed_form'],
    ['a form that breaks off', 'multipart/form-data; boundary=b', '--b\r\nConte', 'input.malformed_form'],
  ])('is refused when it is %s', async (_name, type, body, code) => {
    const reply = await deliver(type, body);
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  it.each([
    ['its length says so', 'x'.repeat(10 * 1024 * 1024 + 1)],
    ['it says nothing', new Blob(['x'.repeat(10 * 1024 * 1024 + 1)]).stream()],
  ])('is refused when it is too large: %s', async (_name, body) => {
    const reply = await deliver('text/plain', body);
    expect([reply.status, reply.json.code]).toEqual([413, 'input.too_large']);
  });
});
