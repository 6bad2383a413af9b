import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { executionsOf } from '../support/executions/calling.ts';
import { expectAsWritten } from '../support/executions/written-json.ts';
import { executionId, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute, retry, runToEnd } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, post, publish, send, type User } from '../support/running-app.ts';
import { starting } from '../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** Names that are a column, an element, a field of a form or a parameter. No two are alike. */
const names = fc
  .uniqueArray(fc.stringMatching(/^[A-Za-zé][A-Za-z0-9_]{0,12}$/), { minLength: 3, maxLength: 9 })
  .map((made) => [...new Set(['zeta', 'b', 'aa', ...made])]);

function expectNames(read: (written: readonly string[]) => Promise<readonly unknown[]>): Promise<void> {
  const property = fc.asyncProperty(names, async (written) => {
    for (const came of await read(written)) expect(came).toEqual(written);
  });
  return fc.assert(property, { numRuns: 3, endOnFailure: true });
}

async function outputOf(id: string): Promise<JsonValue> {
  return (await untilStatus(user, id, 'completed')).output_data;
}

/** What a workflow comes to at once, from what was stored of its first run, and again. */
async function threeTimes(nodes: readonly WorkflowNode[], input: JsonValue): Promise<readonly JsonValue[]> {
  const { id } = await createWorkflow(user, starting(...nodes));
  const waited = await execute(user, id, { input, wait: true });
  const first = await runToEnd(user, id, input);
  const again = await outputOf(String((await retry(user, first.id)).json.id));
  return [waited.json.output_data ?? null, first.output_data, again];
}

function fieldOf(output: JsonValue, ...path: readonly string[]): unknown {
  const [item] = [output].flat();
  return path.reduce<unknown>((value, name) => Object(value)[name], item);
}

function numbered(written: readonly string[]): JsonObject {
  return Object.fromEntries(written.map((name, index) => [name, String(index)]));
}

describe('the order of names', () => {
  it('is that of the columns of CSV, written and read', async () => {
    const make = node('make', 'action.csv', { operation: 'to_csv' });
    const read = node('read', 'action.csv', { operation: 'to_items', text: '{{ $json.csv }}' });
    await expectNames(async (written) => {
      const texts = await threeTimes([make], [numbered(written)]);
      const items = await threeTimes([read], [{ csv: `${written.join(',')}\n${written.join(',')}` }]);
      return [
        ...texts.map((one) => String(fieldOf(one, 'data')).split(/\r?\n/)[0]?.split(',')),
        ...items.map((one) => Object.keys(Object(fieldOf(one)))),
      ];
    });
  });

  it('is that of the children of an XML element, written and read', async () => {
    const make = node('make', 'action.xml', { operation: 'to_xml' });
    const read = node('read', 'action.xml', { operation: 'to_json', text: '{{ $json.xml }}' });
    await expectNames(async (written) => {
      const texts = await threeTimes([make], [numbered(written)]);
      const xml = `<root>${written.map((name) => `<${name}>1</${name}>`).join('')}</root>`;
      const items = await threeTimes([read], [{ xml }]);
      return [
        ...texts.map((one) => [...String(fieldOf(one, 'data')).matchAll(/<([^<>/]+)>\d/g)].map(([, name]) => name)),
        ...items.map((one) => Object.keys(Object(fieldOf(one, 'root')))),
      ];
    });
  });

  it('is that in which a body is signed', async () => {
    const sign = node('sign', 'action.crypto', { operation: 'hash', value: '{{ $json }}', output_field: 'hash' });
    await expectNames(async (written) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(numbered(written))));
      const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const hashes = await threeTimes([sign], [numbered(written)]);
      return hashes.map((one) => (fieldOf(one, 'hash') === hex ? written : fieldOf(one, 'hash')));
    });
  });

  it('is that of the parameters of a query and of the fields of a form, whether the caller waits or not', async () => {
    const show = node('show', 'action.set', {
      mode: 'json',
      json: { query: '{{ $json.query }}', body: '{{ $json.body }}' },
    });
    const graph = (config: JsonObject) => ({
      nodes: [node('hook', 'trigger.webhook', config), show],
      connections: chain('hook → show'),
    });
    const waiting = await publish(user, graph({ respond: 'last_node' }));
    const queued = await publish(user, graph({}));
    await expectNames(async (written) => {
      const pairs = Object.entries(numbered(written)).map(([name, value]) => [name, String(value)]);
      const form = new URLSearchParams(pairs);
      const files = new FormData();
      for (const [name = '', value = ''] of pairs) files.append(name, value);
      const shown: JsonValue[] = [];
      for (const body of [form, files]) {
        const waited = await send('POST', `${waiting.webhook}?${form}`, { body });
        const id = executionId(await send('POST', `${queued.webhook}?${form}`, { body }));
        shown.push([waited.json], await outputOf(id));
      }
      return shown
        .flatMap((one) => [fieldOf(one, 'query'), fieldOf(one, 'body')])
        .map((one) => Object.keys(Object(one)));
    });
  });
});

describe('what a person has pinned', () => {
  it('goes on as it was written, whether the caller waits or not', async () => {
    await expectAsWritten(async (objects) => {
      const pinned = node('pinned', 'logic.noop', {}, { pinned_data: objects.map((json) => ({ json })) });
      const { id } = await createWorkflow(user, starting(pinned, node('last', 'logic.noop')));
      const waited = await execute(user, id, { input: {}, wait: true });
      const stored = (await runToEnd(user, id, {})).output_data;
      expect(JSON.stringify(waited.json.output_data)).toBe(JSON.stringify(stored));
      return stored;
    });
  });
});

describe('what stands in a config', () => {
  it('is what the node gives, from the draft and from the published version', async () => {
    await expectAsWritten(async (objects) => {
      const value = Object.fromEntries(objects.map((one, index) => [`z${index}`, one]));
      const make = node('make', 'action.set', { mode: 'json', json: value });
      const nodes = [node('hook', 'trigger.webhook', { respond: 'last_node' }), make];
      const { id, webhook } = await publish(user, { nodes, connections: chain('hook → make') });
      const called = await post(webhook, {});
      const { output_data } = await runToEnd(user, id, {});
      expect(JSON.stringify([called.json])).toBe(JSON.stringify(output_data));
      return Object.values(called.json);
    });
  });
});

describe('what an error workflow is told', () => {
  it('has its fields in one order, whoever runs it', async () => {
    const told = await publish(user, { nodes: [node('failed', 'trigger.error')], connections: [] });
    const stop = node('stop', 'action.stop_error', { message: 'no', details: { zeta: 1, aa: 2 } });
    const nodes = [node('hook', 'trigger.webhook', { respond: 'last_node' }), stop];
    const settings = { error_workflow_id: told.id };
    const { webhook } = await publish(user, { nodes, connections: chain('hook → stop'), settings });
    await send('POST', webhook);
    const id = await vi.waitFor(async () => {
      const [first] = await executionsOf(user, told.id);
      return z.string().parse(first);
    }, PATIENCE);
    const output = await outputOf(id);
    expect(Object.keys(Object(fieldOf(output, 'execution')))).toEqual([
      'id',
      'error',
      'lastNodeExecuted',
      'mode',
      'retry_of',
    ]);
    expect(JSON.stringify(await outputOf(String((await retry(user, id)).json.id)))).toBe(JSON.stringify(output));
    expect(fieldOf(output, 'execution', 'error', 'message')).toBe('no: {"zeta":1,"aa":2}');
  });
});
