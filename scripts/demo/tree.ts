import { z } from 'zod';
import type { WorkflowConnection } from '../../src/engine/workflow.ts';

/** A node run, as the API gives it. */
export type NodeRun = {
  readonly node_id: string;
  readonly node_type: string;
  readonly status: string;
  readonly duration_ms: number | null;
  readonly output_data: unknown;
  readonly error_message: string | null;
};

const OUTPUT_WIDTH = 100;

const outputSchema = z.record(z.string(), z.array(z.object({ json: z.unknown() }))).nullable();

type Branch = { readonly id: string; readonly handle: string; readonly indent: string; readonly isLast: boolean };

/** Draws node runs as a tree along the connections. A node that joins branches is drawn once. */
export function drawTree(
  runs: readonly NodeRun[],
  connections: readonly WorkflowConnection[],
  root: string,
): readonly string[] {
  const drawn = new Set<string>();
  const draw = ({ id, handle, indent, isLast }: Branch): string[][] => {
    if (drawn.has(id)) return [];
    drawn.add(id);
    const below = connections.filter(({ source }) => source === id);
    const inner = `${indent}${isLast ? '   ' : '│  '}`;
    const twig = `${indent}${isLast ? '└─' : '├─'} ${handle === '' ? '' : `${handle}: `}${id}`;
    return [
      [twig, ...cells(runs.find(({ node_id }) => node_id === id))],
      ...below.flatMap(({ target, sourceHandle = '' }, index) =>
        draw({ id: target, handle: sourceHandle, indent: inner, isLast: index === below.length - 1 }),
      ),
    ];
  };
  return align(draw({ id: root, handle: '', indent: '', isLast: true }));
}

function cells(run: NodeRun | undefined): string[] {
  if (run === undefined) return ['', 'not reached', '', ''];
  const { node_type, status, duration_ms, output_data, error_message } = run;
  if (status === 'skipped') return [node_type, status, '', ''];
  const output = error_message ?? outputOf(output_data);
  const shown = output.length <= OUTPUT_WIDTH ? output : `${output.slice(0, OUTPUT_WIDTH)}…`;
  return [node_type, status, duration_ms === null ? '' : `${duration_ms} ms`, shown];
}

/** The JSON of the output items, by handle. */
function outputOf(data: unknown): string {
  const handles = Object.entries(outputSchema.parse(data) ?? {}).filter(([, items]) => items.length > 0);
  return handles
    .map(([handle, items]) => `${handle} ${items.map(({ json }) => JSON.stringify(json)).join(' ')}`)
    .join(' ');
}

function align(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
