import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionsOf } from '../../support/executions/calling.ts';
import { getExecution, getNodes, untilStatus } from '../../support/executions.ts';
import { executionOf, publishForm, sendForm, submit } from '../../support/pages/forms.ts';
import { fillIn, readPage } from '../../support/pages/html-form.ts';
import {
  changeStatus,
  createUser,
  createWorkflow,
  node,
  saveWorkflow,
  send,
  type User,
} from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const name = { type: 'text', name: 'name', label: 'Your name', required: true };
const email = { type: 'email', name: 'email', label: 'E-mail', required: true };
const contact: JsonObject = { title: 'Contact', fields: [name, email] };
const filled = { name: 'Ada', email: 'ada@example.com' };

describe('a form', () => {
  it('starts its workflow with one item of the answers', async () => {
    const { url } = await publishForm(user, contact);
    const page = await send('GET', url);
    expect([page.status, readPage(page.text).text('h1')]).toEqual([200, 'Contact']);
    const reply = await sendForm(url, fillIn(page.text, filled));
    expect([reply.status, readPage(reply.text).text('h1')]).toEqual([200, 'Thank you']);
    const ended = await untilStatus(user, executionOf(reply), 'completed');
    expect(ended).toMatchObject({ trigger_type: 'form', input_data: filled });
    const submitted_at = expect.stringMatching(/^20\d\d-/);
    expect(ended.output_data).toEqual([{ ...filled, submitted_at, form_mode: 'production' }]);
  });

  it('is there as soon as its workflow is active, and no longer than that', async () => {
    const graph = { nodes: [node('form', 'trigger.form', contact)], connections: [] };
    const drafted = await createWorkflow(user, graph);
    const { json } = await user.api('GET', `/workflows/${drafted.id}/webhooks`);
    expect(json).toMatchObject({ data: [{ method: 'FORM', is_active: false }] });
    const [endpoint] = Array.isArray(json.data) ? json.data : [];
    const url = String(Object(endpoint).url_path);
    expect(url).toMatch(/^\/forms\/[\w-]+$/);
    const unknown = await send('GET', '/forms/nothing');
    const before = await send('GET', url);
    expect([before.status, before.text]).toEqual([404, unknown.text]);
    const etag = await changeStatus(user, drafted, 'publish');
    expect((await send('GET', url)).status).toBe(200);
    const token = (await send('GET', url)).text;
    await changeStatus(user, { id: drafted.id, etag }, 'deactivate');
    expect([(await send('GET', url)).status, (await sendForm(url, fillIn(token, filled))).status]).toEqual([404, 404]);
  });

  it('is not found at an address that Postgres would not take, however it is called', async () => {
    for (const path of ['/forms/%00', '/forms/a%00b', '/forms/%zz', '/forms/%ed%a0%80', `/forms/${'a'.repeat(5000)}`]) {
      expect([path, (await send('GET', path)).status]).toEqual([path, 404]);
      expect([path, (await sendForm(path, new FormData())).status]).toEqual([path, 404]);
    }
  });

  it('is no webhook, and a webhook is no form', async () => {
    const { url } = await publishForm(user, contact);
    const asWebhook = await send('POST', url.replace('/forms/', '/webhooks/'), { body: '{}' });
    expect([asWebhook.status, asWebhook.json.code]).toEqual([404, 'webhooks.not_found']);
  });

  it('sent twice, or loaded again, starts one execution and is answered alike', async () => {
    const { id, url } = await publishForm(user, contact);
    const { text } = await send('GET', url);
    const replies = await Promise.all([1, 2, 3].map(() => sendForm(url, fillIn(text, filled))));
    replies.push(await sendForm(url, fillIn(text, { ...filled, name: 'Another' })));
    expect(new Set(replies.map((reply) => `${reply.status}${reply.text}`)).size).toBe(1);
    expect(new Set(replies.map(executionOf)).size).toBe(1);
    expect(await executionsOf(user, id)).toHaveLength(1);
    await submit(url, filled);
    expect(await executionsOf(user, id)).toHaveLength(2);
  });

  it('is shown again with what was typed and what is wrong', async () => {
    const { id, url } = await publishForm(user, contact);
    const reply = await submit(url, { name: '<b>"Ada"', email: 'nowhere' });
    const page = readPage(reply.text);
    expect([reply.status, page.text('title'), page.text('.summary a')]).toEqual([
      422,
      'Error: Contact',
      'E-mail is no e-mail address, such as name@example.com.',
    ]);
    expect(page.all('form input:not([type=hidden])').map(({ attribs }) => attribs.value)).toEqual([
      undefined,
      '<b>"Ada"',
      'nowhere',
    ]);
    expect(page.one('#field-email')?.attribs).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': 'fault-email',
    });
    const again = await sendForm(url, fillIn(reply.text, filled));
    expect(again.status).toBe(200);
    expect(await executionsOf(user, id)).toHaveLength(1);
  });

  it.each<[string, (data: FormData) => void]>([
    ['no token', (data) => data.delete('token')],
    ['a forged one', (data) => data.set('token', `${String(data.get('token'))}x`)],
    ['one that says more', (data) => data.set('token', `x${String(data.get('token'))}`)],
    ['nonsense', (data) => data.set('token', '. .')],
  ])('starts nothing with %s, and keeps what was typed', async (_name, spoil) => {
    const { id, url } = await publishForm(user, contact);
    const data = fillIn((await send('GET', url)).text, filled);
    spoil(data);
    const reply = await sendForm(url, data);
    expect([reply.status, readPage(reply.text).one('#field-name')?.attribs.value]).toEqual([422, 'Ada']);
    expect(await executionsOf(user, id)).toHaveLength(0);
  });

  it('takes no token of another form', async () => {
    const [one, other] = [await publishForm(user, contact), await publishForm(user, contact)];
    const data = fillIn((await send('GET', one.url)).text, filled);
    expect((await sendForm(other.url, data)).status).toBe(422);
  });

  it('is judged by the version that is published when it is sent', async () => {
    const published = await publishForm(user, contact);
    const { text } = await send('GET', published.url);
    const age = { type: 'number', name: 'age', label: 'Age', required: true };
    const graph = {
      nodes: [node('form', 'trigger.form', { ...contact, fields: [name, email, age] })],
      connections: [],
    };
    await changeStatus(user, { id: published.id, etag: await saveWorkflow(user, published, graph) }, 'publish');
    const reply = await sendForm(published.url, fillIn(text, filled));
    expect([reply.status, readPage(reply.text).text('.summary a')]).toEqual([422, 'Age has to be filled in.']);
  });

  it('lets no program through that fills in the field which people do not see', async () => {
    const { id, url } = await publishForm(user, contact);
    const reply = await submit(url, filled, { website: 'https://spam.example' });
    expect([reply.status, await executionsOf(user, id)]).toEqual([422, []]);
    expect((await sendForm(url, fillIn(reply.text, filled))).status).toBe(200);
  });

  it('is not seen without its password', async () => {
    const { url, secret } = await publishForm(user, { ...contact, authentication: 'password' });
    const basic = (password: string) => ({ authorization: `Basic ${btoa(`anybody:${password}`)}` });
    const refused = [
      await send('GET', url),
      await send('GET', url, { headers: basic(`${secret}x`) }),
      await send('GET', url, { headers: { authorization: 'Basic %%%' } }),
      await sendForm(url, new FormData()),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(refused[0]?.headers.get('www-authenticate')).toMatch(/^Basic /);
    const page = await send('GET', url, { headers: basic(secret) });
    const reply = await sendForm(url, fillIn(page.text, filled), basic(secret));
    expect([page.status, reply.status]).toEqual([200, 200]);
    expect(await getExecution(user, executionOf(reply))).toMatchObject({ trigger_type: 'form' });
  });

  it('runs by hand with the input in place of answers', async () => {
    const { id } = await publishForm(user, contact);
    const { json } = await user.api('POST', `/workflows/${id}/execute`, { input: filled, wait: true });
    expect(json.output_data).toMatchObject([{ ...filled, form_mode: 'manual' }]);
  });
});

describe('the steps of a form', () => {
  const config: JsonObject = {
    title: 'Order',
    fields: [name, { type: 'checkbox', name: 'gift', label: 'A gift', default: true }],
    steps: [
      { title: 'Address', fields: [{ type: 'text', name: 'city', label: 'City', required: true }] },
      { title: 'Papers', fields: [{ type: 'files', name: 'paper', label: 'Paper' }] },
    ],
  };

  it('lead on and back, keep what was typed, and start one execution', async () => {
    const { id, url } = await publishForm(user, config);
    const first = await send('GET', url);
    expect(readPage(first.text).text('form button')).toBe('Next');
    const second = await sendForm(url, fillIn(first.text, { name: 'Ada' }));
    expect([readPage(second.text).text('h1'), readPage(second.text).text('main > .dim')]).toEqual([
      'Address',
      'Step 2 of 3',
    ]);
    const back = await sendForm(url, fillIn(second.text, { city: 'Ulm' }, { go: 'back' }));
    const fields = readPage(back.text);
    expect([fields.one('#field-name')?.attribs.value, fields.one('#field-gift')?.attribs.checked]).toEqual([
      'Ada',
      undefined,
    ]);
    const again = await sendForm(url, fillIn(back.text, { name: 'Ada L.' }));
    expect(readPage(again.text).one('#field-city')?.attribs.value).toBe('Ulm');
    const last = await sendForm(url, fillIn(again.text, { city: 'Ulm' }));
    const done = await sendForm(
      url,
      fillIn(last.text, { paper: new File(['hello'], '../../a/b.txt', { type: 'text/plain' }) }),
    );
    expect(done.status).toBe(200);
    const [execution = ''] = await executionsOf(user, id);
    const { output_data } = await untilStatus(user, execution, 'completed');
    const paper = { file_name: 'b.txt', mime_type: 'text/plain', size: 5 };
    expect(output_data).toMatchObject([{ name: 'Ada L.', gift: false, city: 'Ulm', paper }]);
    const [run] = await getNodes(user, execution);
    const binary = { paper: { data: btoa('hello'), mime_type: 'text/plain', file_name: 'b.txt' } };
    expect(run?.output_data).toMatchObject({ main: [{ binary }] });
  });

  it('cannot be left out: what was never asked is asked', async () => {
    const { id, url } = await publishForm(user, config);
    const first = await send('GET', url);
    const wrong = await sendForm(url, fillIn(first.text, {}));
    expect([wrong.status, readPage(wrong.text).text('.summary a')]).toEqual([422, 'Your name has to be filled in.']);
    expect(await executionsOf(user, id)).toHaveLength(0);
  });
});
