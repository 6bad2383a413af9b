import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, type Graph, node, post, publish, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → code → answer */
function replying(code: string, config: JsonObject = {}): Graph {
  return {
    nodes: [
      node('hook', 'trigger.webhook', { respond: 'respond_node' }),
      node('code', 'action.code', { code, ...config }),
      node('answer', 'action.respond', { body: { type: 'first_item' } }),
    ],
    connections: chain('hook → code → answer'),
  };
}

async function codeRun(executionId: unknown): Promise<JsonObject | undefined> {
  const { json } = await user.api('GET', `/executions/${executionId}/nodes`);
  const nodes: readonly JsonObject[] = Array.isArray(json.data) ? json.data : [];
  return nodes.find((one) => one.node_id === 'code');
}

describe('a workflow with code', () => {
  it('runs it, and keeps its console with the node', async () => {
    const code = 'console.log("hello", $json.body.name);\nreturn { name: $json.body.name.toUpperCase() };';
    const { id, webhook } = await publish(user, replying(code));
    const reply = await post(webhook, { name: 'ada' });
    expect([reply.status, reply.json]).toEqual([200, { name: 'ADA' }]);
    const { json } = await user.api('GET', `/executions?workflow_id=${id}`);
    const [execution]: readonly JsonObject[] = Array.isArray(json.data) ? json.data : [];
    expect((await codeRun(execution?.id))?.logs).toEqual([{ level: 'log', text: 'hello ada' }]);
  });

  it('fails with its line, and keeps the console', async () => {
    const { id } = await publish(user, replying('console.error("about to fail");\nthrow new Error("no");'));
    const started = await execute(user, id, { wait: true });
    const run = await codeRun(started.json.execution_id);
    expect(run).toMatchObject({ status: 'failed', error_code: 'code.threw', error_message: 'Error: no (line 2)' });
    expect(run?.logs).toEqual([{ level: 'error', text: 'about to fail' }]);
  });

  it('ends code without an end, by the limit of its node', async () => {
    const { id } = await publish(user, replying('for (;;) {}', { cpu_limit_ms: 50 }));
    const started = await execute(user, id, { wait: true });
    expect(started.json).toMatchObject({ status: 'failed', error_code: 'code.time_limit' });
  });

  it('takes code as it stands, whatever looks like an expression in it', async () => {
    const { webhook } = await publish(
      user,
      replying('const nothing = () => {{ }}\nreturn { text: "{{ $json.body }}" };'),
    );
    expect((await post(webhook, {})).json).toEqual({ text: '{{ $json.body }}' });
  });

  it('runs more code nodes at once than the platform lets one request load', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `code-${index}`);
    const { webhook } = await publish(user, {
      nodes: [
        node('hook', 'trigger.webhook', { respond: 'respond_node' }),
        ...names.map((name, index) => node(name, 'action.code', { code: `return { n: ${index} };` })),
        node('sum', 'action.code', { code: 'return { sum: items.reduce((sum, item) => sum + item.json.n, 0) };' }),
        node('answer', 'action.respond', { body: { type: 'first_item' } }),
      ],
      connections: [...names.flatMap((name) => chain(`hook → ${name} → sum`)), ...chain('sum → answer')],
    });
    expect((await post(webhook, {})).json).toEqual({ sum: 21 });
  });
});

describe('publishing a workflow with code', () => {
  it.each([
    ['const a = 1;\nconst b = ;', 'Unexpected token (2:11)'],
    ['return await import("node:fs");', 'Code cannot import modules (1:14)'],
    ['return "{{ $json.a }}" +;', 'Unexpected token (1:25)'],
  ])('finds the fault in %s', async (code, message) => {
    const draft = await user.api('POST', '/workflows', { name: 'Test', settings: {}, ...replying(code) });
    const { status, json } = await user.api('POST', `/workflows/${draft.json.id}/publish`);
    expect([draft.status, status]).toEqual([201, 422]);
    expect(draft.json.faults).toEqual(json.errors);
    expect(JSON.stringify(json.errors)).toContain(message);
    expect(JSON.stringify(json.errors)).toContain('graph.invalid_config');
  });
});
