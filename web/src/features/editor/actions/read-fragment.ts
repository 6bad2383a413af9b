import type { Fault } from '../../../lib/api/problem.ts';
import { request } from '../../../lib/api/request.ts';
import type { Fragment } from '../../../lib/graph/new-nodes.ts';

/** What makes a drawing unreadable, other than what its nodes still lack: such nodes may be pasted and mended. */
const BROKEN = /^(input\.|graph\.(malformed|too_many))/;

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, in the same words as for other JSON.
  }
  throw new Error('The clipboard holds no nodes of a workflow.');
}

function isShaped(fault: Fault): boolean {
  return !BROKEN.test(fault.code);
}

/** Reads nodes that were copied, here or elsewhere. Whole, or not at all: throws an error that says what is wrong with them. */
export async function readFragment(path: string, text: string): Promise<Fragment> {
  const { nodes, connections = [] } = parse(text);
  if (!Array.isArray(nodes) || !Array.isArray(connections) || nodes.length === 0) {
    throw new Error('The clipboard holds no nodes of a workflow.');
  }
  const { errors } = await request<{ readonly errors: readonly Fault[] }>(`${path}/workflows/validate`, {
    method: 'POST',
    body: { nodes, connections, settings: {} },
  });
  const broken = errors.filter((fault) => !isShaped(fault));
  if (broken.length > 0)
    throw new Error(
      broken
        .slice(0, 3)
        .map(({ message }) => message)
        .join(' '),
    );
  return { nodes, connections };
}
