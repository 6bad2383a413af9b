import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionsOf } from '../../support/executions/calling.ts';
import { getExecution } from '../../support/executions.ts';
import { publishForm, sendForm, submit } from '../../support/pages/forms.ts';
import { fillIn, readPage } from '../../support/pages/html-form.ts';
import { changeStatus, createUser, createWorkflow, node, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const attack = `<script>alert(1)</script><img src=x onerror=alert(1)>`;
const fields = [{ type: 'text', name: 'text', label: 'Text' }];
const config = (answer: JsonObject): JsonObject => ({ title: 'Form', fields, answer });
const respond = (more: JsonObject) => node('answer', 'action.respond', more);

describe('the answer to a form', () => {
  it('is a message of its author, as text', async () => {
    const { url } = await publishForm(user, config({ type: 'message', title: attack, text: attack }));
    const reply = await submit(url, {});
    const page = readPage(reply.text);
    expect([page.text('h1'), page.text('.message'), page.all('script, img').length]).toEqual([attack, attack, 0]);
  });

  it('is a redirect to where its author wants it, which the policy of the page allows', async () => {
    const target = 'https://example.com/thanks?a=b c\r\nset-cookie: x=1';
    const { url } = await publishForm(user, config({ type: 'redirect', url: target }));
    const page = await send('GET', url);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://example.com;");
    const reply = await sendForm(url, fillIn(page.text, { text: 'https://evil.example' }));
    expect([reply.status, reply.headers.get('location'), reply.headers.get('set-cookie')]).toEqual([
      303,
      'https://example.com/thanks?a=b%20cset-cookie:%20x=1',
      null,
    ]);
    const own = await sendForm(`${url}?url=https://evil.example`, fillIn(page.text, {}));
    expect(own.headers.get('location')).toBe(reply.headers.get('location'));
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'https://a:b@example.com/',
    'nowhere',
  ])('is no redirect to %s', async (url) => {
    const graph = { nodes: [node('form', 'trigger.form', config({ type: 'redirect', url }))], connections: [] };
    const drawn = await createWorkflow(user, graph);
    await expect(changeStatus(user, drawn, 'publish')).rejects.toThrow('graph.invalid_config');
  });

  it('is what the last node brought forth, as text', async () => {
    const shout = node('shout', 'action.set', { mode: 'json', json: { said: '{{ $json.text }}', n: 1 } });
    const whole = await publishForm(user, config({ type: 'last_node', title: 'Result' }), shout);
    const list = readPage((await submit(whole.url, { text: attack })).text);
    expect([list.text('h1'), list.text('dt'), list.text('dd'), list.all('script, img').length]).toEqual([
      'Result',
      'said|n',
      `${attack}|1`,
      0,
    ]);
    const one = await publishForm(user, config({ type: 'last_node', field: 'said' }), shout);
    const page = readPage((await submit(one.url, { text: 'Hello' })).text);
    expect([page.text('.message'), page.all('dl').length]).toEqual(['Hello', 0]);
  });

  it('is what a Respond node says: HTML in a sandbox, once for each form', async () => {
    const html = respond({
      respond_with: 'text',
      body: `<b>{{ $json.text }}</b>`,
      headers: { 'content-type': 'text/html' },
    });
    const { id, url } = await publishForm(user, config({ type: 'respond_node' }), html);
    const { text } = await send('GET', url);
    const replies = [
      await sendForm(url, fillIn(text, { text: 'x' })),
      await sendForm(url, fillIn(text, { text: 'y' })),
    ];
    for (const reply of replies) {
      expect([reply.status, reply.text]).toEqual([200, '<b>x</b>']);
      expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox /);
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await executionsOf(user, id)).toHaveLength(1);
  });

  it('tells of a failure only what the author wrote for it', async () => {
    const answer = { type: 'last_node' };
    const stop = node('stop', 'action.stop_error', { message: 'Sold out <b>' });
    const told = await submit((await publishForm(user, config(answer), stop)).url, {});
    expect([told.status, readPage(told.text).text('main p')]).toEqual([502, 'Sold out <b>']);
    const broken = node('broken', 'action.set', { mode: 'json', json: { x: '{{ $json.a.b.c.secret() }}' } });
    const hidden = await submit((await publishForm(user, config(answer), broken)).url, {});
    expect([hidden.status, hidden.text.includes('secret')]).toEqual([502, false]);
  });

  it('says that the answers are safe when the flow takes longer', async () => {
    const wait = node('wait', 'logic.wait', { resume: 'after', amount: 1, unit: 'hours' });
    const { url } = await publishForm(user, config({ type: 'last_node', patience_seconds: 1 }), wait);
    const { text } = await send('GET', url);
    const replies = [await sendForm(url, fillIn(text, {})), await sendForm(url, fillIn(text, {}))];
    expect(replies.map(({ status }) => status)).toEqual([202, 202]);
    expect(replies[0]?.text).toBe(replies[1]?.text);
  });
});

describe('what is sent to a form', () => {
  it.each<[string, RequestInit, number]>([
    ['a body that is no form', { body: '{"text":1}', headers: { 'content-type': 'application/json' } }, 422],
    [
      'a multipart body cut short',
      { body: '--x\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      400,
    ],
    ['NUL', { body: 'f.text=%00', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400],
    [
      'too many fields',
      { body: 'f.a=1&'.repeat(10_001), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
    ],
    [
      'too many parts',
      {
        body: `${'--x\r\ncontent-disposition: form-data; name="f.a"\r\n\r\n1\r\n'.repeat(10_001)}--x--`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
      400,
    ],
    ['compressed', { body: new Uint8Array([31, 139, 8, 0]), headers: { 'content-encoding': 'gzip' } }, 415],
    ['too much', { body: 'x'.repeat(10 * 1024 * 1024 + 1) }, 413],
    ['bytes that are no text', { body: new Uint8Array([0xff, 0xfe, 0xfd]) }, 400],
  ])('is answered with a page if it is %s, and starts nothing', async (_name, init, status) => {
    const { id, url } = await publishForm(user, config({ type: 'message' }));
    const reply = await send('POST', url, init);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await executionsOf(user, id)).toHaveLength(0);
  });

  it('is read in the character set that it names, in parts too', async () => {
    const { id, url } = await publishForm(user, config({ type: 'message' }));
    const token = String(fillIn((await send('GET', url)).text, {}).get('token'));
    const part = (name: string, type: string, value: string) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n${type}\r\n${value}\r\n`;
    const text = `${part('token', '', token)}${part('f.text', 'content-type: text/plain; charset=iso-8859-1\r\n', 'Zoë')}--x--`;
    const body = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await send('POST', url, { body, headers, redirect: 'manual' })).status).toBe(200);
    const [execution = ''] = await executionsOf(user, id);
    expect(await getExecution(user, execution)).toMatchObject({ input_data: { text: 'Zoë' } });
  });
});
