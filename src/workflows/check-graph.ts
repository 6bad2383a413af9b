import { isAbbreviation } from '../engine/expression/dates/zone-name.ts';
import { MOST_FAULTS } from '../engine/graph/graph-fault.ts';
import { validateGraph } from '../engine/validate-graph.ts';
import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
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

/** The readable part of a graph, whatever is wrong with the rest. Throws only if it is too large to look at. */
export function readDrawing({ catalog }: Pick<GraphCheckDeps, 'catalog'>, raw: RawGraph): WorkflowGraph {
  refuseTooLarge(raw);
  return parseGraph(raw, (type) => catalog.configFields?.(type) ?? []).graph;
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

/** Faults that leave no drawing which could be stored and shown again. All others are there to be mended later. */
const REFUSED: ReadonlySet<string> = new Set([
  'graph.malformed',
  'graph.duplicate_id',
  'graph.too_many_nodes',
  'graph.too_many_connections',
]);

/**
 * The unknown credentials that nobody may draw into a node: those that exist and are not shared with whoever draws, who would decide
 * what is sent with them; and those that the drawing before does not name. One that it names, and that is gone, can only be told.
 */
async function withheldCredentials(
  deps: GraphCheckDeps,
  by: Drawer,
  { checked, before }: { readonly checked: CheckedGraph; readonly before: readonly WorkflowNode[] },
): Promise<Fault[]> {
  const unknown = checked.faults.filter(({ code }) => code === UNKNOWN_CREDENTIAL);
  if (unknown.length === 0) return [];
  const named = before.flatMap(({ credentials }) => credentials ?? []);
  const existing = await deps.credentials.known({ workspaceId: by.workspaceId, role: 'owner' }, [...new Set(named)]);
  const gone = new Set(named.filter((id) => !existing.has(id)));
  const byNode = new Map(checked.graph.nodes.map(({ id, credentials }) => [id, credentials ?? '']));
  return unknown.filter(({ node_id = '' }) => !gone.has(byNode.get(node_id) ?? ''));
}

/** A graph to be stored, in place of nodes that were stored before. */
type Drawing = { readonly raw: RawGraph; readonly before: readonly WorkflowNode[] };

/** A drawing, which may be incomplete, with its faults; 422 with those for which it cannot be stored. */
export async function requireStorableGraph(
  deps: GraphCheckDeps,
  by: Drawer,
  { raw, before }: Drawing,
): Promise<CheckedGraph> {
  const checked = await checkGraph(deps, by, raw);
  assertStorable(checked.faults, await withheldCredentials(deps, by, { checked, before }));
  return checked;
}

/** Throws 422 with those of the faults for which a drawing cannot be stored, and with `others`. */
export function assertStorable(faults: readonly Fault[], others: readonly Fault[] = []): void {
  const refused = faults.filter(({ code }) => REFUSED.has(code));
  if (refused.length + others.length > 0) throw invalidGraph([...refused, ...others]);
}

/** As many faults as are told. */
export function toldFaults(faults: readonly Fault[]): Fault[] {
  return faults.slice(0, MOST_FAULTS);
}

/** The graph, or 422 with all its faults. */
export async function requireValidGraph(deps: GraphCheckDeps, by: Drawer, raw: RawGraph): Promise<WorkflowGraph> {
  const { graph, faults } = await checkGraph(deps, by, raw);
  if (faults.length > 0) throw invalidGraph(faults);
  return graph;
}
