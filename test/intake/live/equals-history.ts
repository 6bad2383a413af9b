import { expect } from 'vitest';
import { z } from 'zod';
import type { LiveNode } from '../../../src/executions/live/live.schemas.ts';
import { type NodeExecution, nodeExecutionSchema } from '../../../src/executions/model/executions.schemas.ts';
import { pageSchema } from '../../../src/shared/pagination.ts';
import { getExecution } from '../../support/executions.ts';
import type { User } from '../../support/running-app.ts';
import { putTogether, type StreamEvent } from '../../support/stream-events.ts';

const outputsSchema = z.record(z.string(), z.array(z.object({ json: z.unknown() })));

function outputsOf(stored: unknown): z.infer<typeof outputsSchema> | null {
  return outputsSchema.safeParse(stored).data ?? null;
}

function countsOf<Part>(parts: { readonly [handle: string]: Part } | null, count: (part: Part) => number) {
  if (parts === null) return null;
  return Object.fromEntries(Object.entries(parts).map(([handle, part]) => [handle, count(part)]));
}

/** All node runs of an execution, page by page. */
async function allNodes(user: User, id: string): Promise<readonly NodeExecution[]> {
  const rows: NodeExecution[] = [];
  for (let query = '?limit=100'; ; ) {
    const page = pageSchema(nodeExecutionSchema).parse((await user.api('GET', `/executions/${id}/nodes${query}`)).json);
    rows.push(...page.data);
    if (page.next_cursor === null) return rows;
    query = `?limit=100&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

/** What a stream told, put together, is what history says. */
export async function expectHistory(user: User, id: string, events: readonly StreamEvent[]): Promise<void> {
  const { execution, nodes } = putTogether(events);
  const row = await getExecution(user, id);
  const rows = await allNodes(user, id);
  expect(execution).toEqual({
    status: row.status,
    started_at: row.started_at,
    completed_at: row.completed_at,
    wait_until: row.wait_until,
    error_code: row.error_code,
    error_message: row.error_message,
    error_node_id: row.error_node_id,
    metadata: row.metadata,
    nodes_total: row.nodes_total,
    nodes_completed: row.nodes_completed,
  });
  expect(nodes.map(({ attempt, due_at, inputs, outputs, ...shown }) => shown)).toEqual(
    rows.map(({ id: _id, execution_id, input_data, output_data, logs, ...shown }) => shown),
  );
  for (const [index, node] of nodes.entries()) expectData(node, rows[index]);
}

/** What was told of the data of a node run, beside those that history keeps. */
function expectData(node: LiveNode, row: NodeExecution | undefined): void {
  const kept = outputsOf(row?.output_data);
  expect(countsOf(node.outputs, ({ count }) => count)).toEqual(countsOf(kept, (items) => items.length));
  for (const [handle, { preview, is_cut }] of Object.entries(node.outputs ?? {})) {
    const json = JSON.stringify(kept?.[handle]?.[0]?.json);
    if (preview !== null) expect(is_cut ? json?.slice(0, preview.length) : json).toBe(preview);
  }
  const inputs = new Map<string, number>();
  for (const { target_handle, count } of node.inputs) {
    inputs.set(target_handle, (inputs.get(target_handle) ?? 0) + count);
  }
  const received = Object.entries(countsOf(outputsOf(row?.input_data), (items) => items.length) ?? {});
  expect(Object.fromEntries(inputs)).toEqual(Object.fromEntries(received.filter(([, count]) => count > 0)));
}
