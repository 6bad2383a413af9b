import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { workflowConnectionSchema, workflowNodeSchema } from '../../src/workflows/graph/graph.schemas.ts';
import type { Graph } from './client.ts';

const FILE = new URL('./announce-pushes.json', import.meta.url);

const graphSchema = z.object({
  name: z.string(),
  nodes: z.array(workflowNodeSchema),
  connections: z.array(workflowConnectionSchema),
});

/**
 * The workflow of announce-pushes.json, which posts to this chat:
 *
 * push → to_default_branch ─true→ message → announce → announced
 *                          └false→ ignored
 */
export async function announcePushes(chatUrl: string): Promise<Graph> {
  const graph = graphSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
  const nodes = graph.nodes.map((node) =>
    node.id === 'announce' ? { ...node, config: { ...node.config, url: chatUrl } } : node,
  );
  return { ...graph, nodes };
}
