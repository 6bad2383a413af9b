import { isAbbreviation } from '../engine/expression/dates/zone-name.ts';
import { validateGraph } from '../engine/validate-graph.ts';
import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import type { Fault } from '../shared/errors.ts';
import { quoteText } from '../shared/text/quote-text.ts';
import { MAX_GRAPH_BYTES } from './graph/graph-limits.ts';
import { type ParsedGraph, parseGraph, type RawGraph } from './graph/parse-graph.ts';
import type { GraphCheckDeps } from './model/workflow-deps.ts';
import { graphTooLarge, invalidGraph } from './model/workflows.errors.ts';

/**
 * A graph, and all that is wrong with it. If there are faults, parts of the graph may be missing: those that could not
 * be read.
 */
export type CheckedGraph = { readonly graph: WorkflowGraph; readonly faults: readonly Fault[] };

/** Who draws a graph: credentials that are not shared with their role are unknown to them. */
type Drawer = Pick<Actor, 'workspaceId' | 'role'>;

/** The codes of faults that an import repairs. */
export const UNKNOWN_CREDENTIAL = 'graph.unknown_credential';
export const UNKNOWN_WORKFLOW = 'graph.unknown_workflow';

function refuseTooLarge({ nodes, connections, settings }: RawGraph): void {
  const text = JSON.stringify({ nodes, connections, settings });
  if (new TextEncoder().encode(text).byteLength > MAX_GRAPH_BYTES) throw graphTooLarge(MAX_GRAPH_BYTES);
}

/** Whether a fault of meaning only follows from a fault of shape: the part that it misses could not be read. */
function followsFromShape(fault: Fault, { unreadable, incomplete, faults }: ParsedGraph): boolean {
  if (fault.code === 'graph.no_trigger') return incomplete || unreadable.size > 0;
  // Of a node whose shape is wrong, the name was not read.
  if (fault.code === 'graph.unknown_reference') return faults.length > 0;
  const ofOneNode = fault.code === 'graph.invalid_config' || fault.code === 'graph.unknown_type';
  return ofOneNode && fault.node_id !== undefined && unreadable.has(fault.node_id);
}

/**
 * The fault with its path into the graph as it was sent; unreadable nodes and connections are missing from the parsed
 * one.
 */
function withPathAsSent({ code, message, node_id, path = [] }: Fault, { places }: ParsedGraph): Fault {
  const [list, index, ...rest] = path;
  const known = list === 'nodes' || list === 'connections' ? places[list] : [];
  const place = typeof index === 'number' ? known[index] : undefined;
  return {
    code,
    message,
    path: list === undefined || place === undefined ? path : [list, place, ...rest],
    ...(node_id === undefined ? {} : { node_id }),
  };
}

async function credentialFaults(deps: GraphCheckDeps, by: Drawer, { nodes }: WorkflowGraph): Promise<Fault[]> {
  const used = new Set(nodes.flatMap(({ credentials }) => credentials ?? []));
  if (used.size === 0) return [];
  const known = await deps.credentials.known(by, [...used]);
  return nodes.flatMap(({ id, credentials }, index) => {
    if (credentials === undefined || known.has(credentials)) return [];
    const message = `There is no credential ${quoteText(credentials)} in this workspace.`;
    return [{ code: UNKNOWN_CREDENTIAL, message, node_id: id, path: ['nodes', index, 'credentials'] }];
  });
}

async function errorWorkflowFaults(
  deps: GraphCheckDeps,
  workspaceId: string,
  { settings }: WorkflowGraph,
): Promise<Fault[]> {
  const id = settings.error_workflow_id;
  if (id === undefined || (await deps.workflows.known(workspaceId, [id])).has(id)) return [];
  const message = `There is no workflow ${quoteText(id)} in this workspace.`;
  return [{ code: UNKNOWN_WORKFLOW, message, path: ['settings', 'error_workflow_id'] }];
}

/** Stored graphs may have an abbreviation, which the platform takes for some zone; no new one may. */
function zoneFaults({ settings: { timezone = 'UTC' } }: WorkflowGraph): Fault[] {
  if (!isAbbreviation(timezone)) return [];
  const message = `${timezone} is an abbreviation, which may mean several time zones: name one, such as Europe/London.`;
  return [{ code: 'graph.ambiguous_zone', message, path: ['settings', 'timezone'] }];
}

/**
 * Finds every fault of a graph at once: of its shape, its meaning, its credentials and its error workflow. Throws only
 * if it is too large to look at.
 */
export async function checkGraph(deps: GraphCheckDeps, by: Drawer, raw: RawGraph): Promise<CheckedGraph> {
  refuseTooLarge(raw);
  const parsed = parseGraph(raw, (type) => deps.catalog.configFields?.(type) ?? []);
  const { graph } = parsed;
  const meaning: readonly Fault[] = validateGraph(graph, deps.catalog);
  const credentials = await credentialFaults(deps, by, graph);
  const errorWorkflow = await errorWorkflowFaults(deps, by.workspaceId, graph);
  const further = [...meaning, ...zoneFaults(graph), ...credentials, ...errorWorkflow].filter(
    (fault) => !followsFromShape(fault, parsed),
  );
  return { graph, faults: [...parsed.faults, ...further.map((fault) => withPathAsSent(fault, parsed))] };
}

/** The graph, or 422 with all its faults. */
export async function requireValidGraph(deps: GraphCheckDeps, by: Drawer, raw: RawGraph): Promise<WorkflowGraph> {
  const { graph, faults } = await checkGraph(deps, by, raw);
  if (faults.length > 0) throw invalidGraph(faults);
  return graph;
}
