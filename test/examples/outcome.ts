import { expect } from 'vitest';
import { z } from 'zod';
import type { JsonValue } from '../../src/engine/json.ts';
import type { Expected } from './example-schema.ts';
import type { Played } from './play-example.ts';
import type { Answer } from './start.ts';

const outputsSchema = z.record(z.string(), z.array(z.object({ json: z.custom<JsonValue>() })));

function itemsByHandle(output: JsonValue): unknown {
  const outputs = Object.entries(outputsSchema.parse(output ?? {}));
  return Object.fromEntries(outputs.map(([handle, items]) => [handle, items.map((item) => item.json)]));
}

/** What a node did, in the form in which the example speaks of it. */
function nodeAsExpected({ nodes }: Played, nodeId: string, expected: Expected['nodes'][string]): unknown {
  const runs = nodes.filter(({ node_id }) => node_id === nodeId);
  if (typeof expected === 'string') return runs.at(-1)?.status ?? 'never reached';
  const outputs = runs.map((run) => itemsByHandle(run.output_data));
  return Array.isArray(expected) ? outputs : outputs.at(-1);
}

function answerAsExpected(answer: Answer | null, expected: NonNullable<Expected['response']>): unknown {
  if (answer === null) return null;
  const names = Object.keys(expected.headers);
  const headers = Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]));
  const body: unknown = typeof expected.body === 'string' ? answer.text : JSON.parse(answer.text);
  return { status: answer.status, headers, body };
}

/** What came of an example, as far as it says what must come of it. */
export function outcomeOf(played: Played, expected: Expected): unknown {
  const { execution, nodes } = played;
  const { error_code: code, error_message: message, error_node_id } = execution;
  const logsOf = (id: string) => nodes.findLast(({ node_id }) => node_id === id)?.logs?.map(({ text }) => text);
  return {
    status: execution.status,
    ...(expected.output_data === undefined ? {} : { output_data: execution.output_data }),
    ...(expected.error === undefined && code === null ? {} : { error: { code, message, node_id: error_node_id } }),
    ...(expected.response === undefined ? {} : { response: answerAsExpected(played.answer, expected.response) }),
    ...(expected.metadata === undefined ? {} : { metadata: execution.metadata }),
    nodes: Object.fromEntries(Object.entries(expected.nodes).map(([id, one]) => [id, nodeAsExpected(played, id, one)])),
    logs: Object.fromEntries(Object.keys(expected.logs).map((id) => [id, logsOf(id)])),
  };
}

const markerSchema = z.strictObject({ $matches: z.string().regex(/^\^.*\$$/, 'A pattern for the whole text') });

/** Turns `{ "$matches": "^…$" }`, which stands for a text that differs from run to run, into what the test compares with. */
export function withMarkers(value: unknown): unknown {
  const marker = markerSchema.safeParse(value);
  if (marker.success) return expect.stringMatching(new RegExp(marker.data.$matches));
  if (Array.isArray(value)) return value.map(withMarkers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withMarkers(member)]));
}
