import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { createResumeLinks } from '../../../src/security/resume-links.ts';
import { getNodes, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { sendForm } from '../../support/pages/forms.ts';
import { fillIn, readPage } from '../../support/pages/html-form.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, send, type User } from '../../support/running-app.ts';
import { openWaits, resting, startExecution, starting } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** The links as the Worker of the tests makes them. */
const links = createResumeLinks({ secret: env.ENCRYPTION_KEY, publicUrl: '' });

const fields = [
  { type: 'number', name: 'amount', label: 'Amount', required: true, max: 100 },
  { type: 'files', name: 'bill', label: 'Bill' },
];

function ask(config: JsonObject = {}, id = 'ask') {
  return node(id, 'logic.wait', { resume: 'form', title: 'How much?', fields, ...config });
}

describe('a wait for a form', () => {
  it('goes on with one item of the answers', async () => {
    const { id, url } = await resting(user, ask());
    expect(await openWaits(user, id)).toMatchObject([{ kind: 'form', url: expect.stringMatching(/^\/forms\//) }]);
    const page = await send('GET', url);
    expect([page.status, readPage(page.text).text('h1'), accessibilityFaults(page.text)]).toEqual([
      200,
      'How much?',
      [],
    ]);
    const bill = new File(['x'], '..\\bill.txt', { type: 'text/plain' });
    const reply = await sendForm(url, fillIn(page.text, { amount: '12.50', bill }));
    expect([reply.status, readPage(reply.text).text('h1')]).toEqual([200, 'Thank you']);
    const { output_data } = await untilStatus(user, id, 'completed');
    const described = { file_name: 'bill.txt', mime_type: 'text/plain', size: 1 };
    const submitted_at = expect.stringMatching(/^20/);
    expect(output_data).toEqual([{ amount: 12.5, bill: described, submitted_at, resumed_by: 'form' }]);
    const runs = await getNodes(user, id);
    const binary = { bill: { data: btoa('x'), mime_type: 'text/plain', file_name: 'bill.txt' } };
    expect(runs.find(({ node_id }) => node_id === 'ask')?.output_data).toMatchObject({ main: [{ binary }] });
  });

  it('takes its labels and defaults from the item', async () => {
    const field = { type: 'text', name: 'text', label: 'For {{ $json.who }}', default: '{{ $json.who }}' };
    const id = await startExecution(user, starting(ask({ fields: [field] })), { input: { who: '<b>Ada' } });
    await untilStatus(user, id, 'waiting');
    const [wait] = await openWaits(user, id);
    const page = readPage((await send('GET', wait?.url ?? '')).text);
    expect([page.text('label'), page.one('#field-text')?.attribs.value]).toEqual(['For <b>Ada (optional)', '<b>Ada']);
  });

  it('is not answered by what is wrong, and shows it again', async () => {
    const { id, url } = await resting(user, ask());
    const wrong = await sendForm(url, fillIn((await send('GET', url)).text, { amount: '101' }));
    const page = readPage(wrong.text);
    expect([wrong.status, page.text('.summary a')]).toEqual([422, 'Amount is 100 at most.']);
    expect([page.one('#field-amount')?.attribs.value, accessibilityFaults(wrong.text)]).toEqual(['101', []]);
    await untilStatus(user, id, 'waiting');
    expect((await sendForm(url, fillIn(wrong.text, { amount: '100' }))).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it('is answered once, and sent twice it is answered alike', async () => {
    const { id, url } = await resting(user, ask({ answer: { type: 'redirect', url: 'https://example.com/done' } }));
    const { text } = await send('GET', url);
    const sent = [1, 2, 3].map((amount) => sendForm(url, fillIn(text, { amount: String(amount) })));
    const replies = await Promise.all(sent);
    expect(replies.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      [1, 2, 3].map(() => [303, 'https://example.com/done']),
    );
    await untilStatus(user, id, 'completed');
    expect((await send('GET', url)).text).toContain('sent already');
  });

  it('goes on at its limit, and takes no form after it', async () => {
    const limit = { type: 'after', amount: 0.3, unit: 'seconds' };
    const id = await startExecution(user, starting(ask({ limit })));
    expect((await untilStatus(user, id, 'completed')).output_data).toEqual([{ resumed_by: 'limit' }]);
    const url = links.url({ purpose: 'form', executionId: id, nodeId: 'ask' });
    expect([(await send('GET', url)).status, (await sendForm(url, new FormData())).status]).toEqual([410, 410]);
  });

  it('is open to nobody whose link was made for something else', async () => {
    const { id, url } = await resting(user, ask());
    const resume = links.url({ purpose: 'resume', executionId: id, nodeId: 'ask' });
    expect((await send('POST', resume, { body: '{}' })).status).toBe(409);
    const forged = [`${url}x`, resume.replace('/resume/', '/forms/')];
    for (const one of forged) expect((await send('GET', one)).status).toBe(404);
    expect((await sendForm(forged[0] ?? '', new FormData())).status).toBe(404);
    await untilStatus(user, id, 'waiting');
  });

  it('of one round of a loop is not answered by the form of another', async () => {
    const nodes = [node('start', 'trigger.manual'), node('loop', 'logic.loop'), ask({ fields: [] })];
    const connections = [...chain('start → loop:loop → ask'), { source: 'ask', target: 'loop' }];
    const workflow = await createWorkflow(user, { nodes, connections });
    const { json } = await execute(user, workflow.id, { input: [{ n: 1 }, { n: 2 }] });
    const id = String(json.execution_id);
    await untilStatus(user, id, 'waiting');
    const url = links.url({ purpose: 'form', executionId: id, nodeId: 'ask' });
    const first = fillIn((await send('GET', url)).text, {});
    expect((await sendForm(url, first)).status).toBe(200);
    const second = await vi.waitFor(async () => {
      const { text } = await send('GET', url);
      expect(text).toContain('<form');
      return text;
    }, PATIENCE);
    expect((await sendForm(url, first)).status).toBe(409);
    expect((await sendForm(url, fillIn(second, {}))).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it('leads to the form of the next wait, which loads itself until it is there', async () => {
    const answer = { type: 'redirect', url: "{{ $('more').formUrl }}" };
    const { id, url } = await resting(user, ask({ fields: [], answer }), ask({ fields: [] }, 'more'));
    const next = links.url({ purpose: 'form', executionId: id, nodeId: 'more' });
    const early = await send('GET', next);
    expect([early.status, early.headers.get('refresh')]).toEqual([409, '2']);
    const reply = await sendForm(url, fillIn((await send('GET', url)).text, {}));
    expect([reply.status, reply.headers.get('location')]).toEqual([303, next]);
    await vi.waitFor(async () => expect((await send('GET', next)).status).toBe(200), PATIENCE);
    await sendForm(next, fillIn((await send('GET', next)).text, {}));
    await untilStatus(user, id, 'completed');
  });

  it('fails with a name that two fields have', async () => {
    const double = [1, 2].map(() => ({ type: 'text', name: 'same', label: 'Same' }));
    const id = await startExecution(user, starting(ask({ fields: double })));
    const { error_message } = await untilStatus(user, id, 'failed');
    expect(error_message).toContain('Two fields have the name same');
  });
});
