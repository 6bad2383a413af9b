import type { Database } from '../../db/client.ts';
import type { NodeCatalog } from '../../engine/catalog.ts';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import { createLruCache, type LruCache } from '../../shared/lru-cache.ts';
import { workflowGraphSchema } from '../../workflows/graph/graph.schemas.ts';
import { type CompiledWorkflow, compileWorkflow, type WorkflowIdentity } from './compiled-workflow.ts';

/** Loads and compiles workflow versions, and caches them in this isolate. */
export type WorkflowSource = {
  /** From the cache if it is there, for a version never changes. `null` if there is no such version. */
  load(workflowId: string, version: number): Promise<CompiledWorkflow | null>;
  /** The graph of a version; `null` if there is no such version. */
  graphOf(workflowId: string, version: number): Promise<WorkflowGraph | null>;
  /** Compiles and caches a version that was read along with something else. */
  keep(identity: WorkflowIdentity, stored: StoredGraph): CompiledWorkflow;
};

/** The columns of `workflow_versions` that make a graph. */
type StoredGraph = { readonly nodes: unknown; readonly connections: unknown; readonly settings: unknown };

/** The size of the cache, in UTF-16 units of JSON. An isolate has 128 MB for everything. */
const CACHE_LENGTH = 8_000_000;

const LOAD = `SELECT v.nodes, v.connections, v.settings, w.workspace_id, w.name
FROM workflow_versions v JOIN workflows w ON w.id = v.workflow_id WHERE v.workflow_id = $1::uuid AND v.version = $2::int`;

function cacheKey(workflowId: string, version: number): string {
  return `${workflowId}:${version}`;
}

export function createWorkflowSource(db: Database, catalog: NodeCatalog): WorkflowSource {
  const cache: LruCache<CompiledWorkflow> = createLruCache(CACHE_LENGTH);

  function keep(identity: WorkflowIdentity, stored: StoredGraph): CompiledWorkflow {
    const key = cacheKey(identity.workflowId, identity.version);
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const compiled = compileWorkflow(identity, workflowGraphSchema.parse(stored), catalog);
    cache.set(key, compiled, JSON.stringify(stored).length);
    return compiled;
  }

  async function load(workflowId: string, version: number): Promise<CompiledWorkflow | null> {
    const cached = cache.get(cacheKey(workflowId, version));
    if (cached !== undefined) return cached;
    const row = (await db.sql.query(LOAD, [workflowId, version]))[0];
    if (row === undefined) return null;
    const identity = { workflowId, version, workspaceId: String(row.workspace_id), name: String(row.name) };
    return keep(identity, { nodes: row.nodes, connections: row.connections, settings: row.settings });
  }

  return {
    keep,
    load,
    graphOf: async (workflowId, version) => (await load(workflowId, version))?.graph ?? null,
  };
}
