import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { countExecutions, hooked, showing } from '../../support/hooked.ts';
import { createUser, type Published, post, publish, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function open(only_if: string, settings: JsonObject = {}): Promise<Published> {
  const graph = hooked({ respond: 'last_node', only_if, methods: ['POST', 'GET'] }, showing({ ran: true }));
  return publish(user, { ...graph, settings });
}

describe('a webhook that runs only if its condition holds', () => {
  it('runs if it does, and stores nothing if it does not', async () => {
    const { id, webhook } = await open('{{ $json.body.action === "opened" && $json.headers["x-kind"] === "issue" }}');
    expect((await post(webhook, { action: 'opened' }, { 'x-kind': 'issue' })).json).toEqual({ ran: true });
    const ignored = await post(webhook, { action: 'closed' }, { 'x-kind': 'issue' });
    expect([ignored.status, ignored.json]).toEqual([200, { status: 'ignored', reason: 'only_if' }]);
    expect(ignored.headers.get('linkflow-execution-id')).toBeNull();
    expect(await countExecutions(user, id)).toBe(1);
  });

  it.each<[unknown, boolean]>([
    [true, true],
    ['no', true],
    [1, true],
    [[], true],
    [false, false],
    [0, false],
    ['', false],
    [null, false],
  ])('takes %j for %j', async (value, ran) => {
    const { webhook } = await open('{{ $json.body.value }}');
    expect((await post(webhook, { value })).json.ran ?? false).toBe(ran);
  });

  it('can read the query, the variables of the workflow and the files of a form', async () => {
    const { webhook } = await open('{{ $json.query.k === $vars.k && $binary.file.file_name === "a.txt" }}', {
      variables: { k: 'v' },
    });
    const form = new FormData();
    form.append('file', new File(['x'], 'a.txt'));
    expect((await send('POST', `${webhook}?k=v`, { body: form })).json).toEqual({ ran: true });
  });

  it.each([
    ['fails', '{{ $json.body.a.b.c }}'],
    ['asks for another node', "{{ $('show').item.json.ran }}"],
    ['takes too long', '{{ "x".repeat(1000).split("").flatMap(() => "y".repeat(1000).split("")).length }}'],
    ['makes too much text', '{{ "x".repeat(9000000) }}'],
  ])('refuses the call when the condition %s, and says nothing of it', async (_name, condition) => {
    const { id, webhook } = await open(condition);
    const reply = await post(webhook, { secret: 1 });
    expect([reply.status, reply.json.code]).toEqual([422, 'webhooks.expression_failed']);
    expect(reply.json.detail).toBe(
      'The webhook could not tell from this call what its condition asks for; nothing was started.',
    );
    expect(await countExecutions(user, id)).toBe(0);
  });

  it('follows the workflow in what it makes of missing values', async () => {
    const { webhook } = await open('{{ $json.body.a.b }}', { expression_errors: 'lenient' });
    expect((await post(webhook, {})).json).toEqual({ status: 'ignored', reason: 'only_if' });
  });
});
