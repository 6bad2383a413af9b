import { z } from 'zod';
import type { LiveExecution, LiveNode } from './live.schemas.ts';

/**
 * Something that a stream tells. Of what it is about, named by `key`, only the latest is kept: whoever hears it knows how that
 * stands, whatever they missed.
 */
export type LiveNews = {
  readonly key: string;
  /** The type of the event: `node.started`, `execution.ended`, … */
  readonly type: string;
  /** The data of the event, as one line of JSON. */
  readonly data: string;
};

/** The key of what is told of the execution itself. A node run's begins otherwise. */
export const EXECUTION_KEY = 'execution';

const NODE_KEY = 'node:';

const nodeRunSchema = z.tuple([z.string(), z.int()]);

/** Whether the news are about a node run. */
export function isOfNode(key: string): boolean {
  return key.startsWith(NODE_KEY);
}

const NODE_TYPES: { readonly [status in LiveNode['status']]: string } = {
  pending: 'node.started',
  running: 'node.started',
  retrying: 'node.retrying',
  waiting: 'node.waiting',
  completed: 'node.finished',
  failed: 'node.finished',
  skipped: 'node.finished',
  cancelled: 'node.finished',
  unknown: 'node.finished',
};

/** How a node run stands. */
export function nodeNews(node: LiveNode): LiveNews {
  const key = `${NODE_KEY}${JSON.stringify([node.node_id, node.run_index])}`;
  return { key, type: NODE_TYPES[node.status], data: JSON.stringify(node) };
}

/** A node run that was told of is not there: another runner began anew, or history keeps nothing of the execution. */
export function forgottenNews(key: string): LiveNews {
  const [node_id, run_index] = nodeRunSchema.parse(JSON.parse(key.slice(NODE_KEY.length)));
  return { key, type: FORGOTTEN, data: JSON.stringify({ node_id, run_index }) };
}

export const FORGOTTEN = 'node.forgotten';

const EXECUTION_TYPES: { readonly [status in LiveExecution['status']]: string } = {
  queued: 'execution.queued',
  running: 'execution.started',
  waiting: 'execution.waiting',
  completed: 'execution.ended',
  failed: 'execution.ended',
  cancelled: 'execution.ended',
};

/** What is said of an execution by its status. */
export function executionNewsType(status: LiveExecution['status']): string {
  return EXECUTION_TYPES[status];
}

/** How the execution stands. */
export function executionNews(execution: LiveExecution): LiveNews {
  return { key: EXECUTION_KEY, type: executionNewsType(execution.status), data: JSON.stringify(execution) };
}
