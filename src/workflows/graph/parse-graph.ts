import { z } from 'zod';
import { ADVISED_FAULTS } from '../../engine/graph/node-faults.ts';
import type { JsonObject } from '../../engine/json.ts';
import { type ChoicesTeller, createChoicesTeller } from '../../engine/name-choices.ts';
import type { WorkflowConnection, WorkflowGraph, WorkflowNode } from '../../engine/workflow.ts';
import type { Fault } from '../../shared/errors.ts';
import { isObject } from '../../shared/json/json.ts';
import { workflowConnectionSchema, workflowNodeSchema, workflowSettingsSchema } from './graph.schemas.ts';
import { shapeFaults } from './shape-faults.ts';
import { inWrittenOrder } from './written-order.ts';

/** A graph as it came in: any JSON. */
export type RawGraph = { readonly nodes?: unknown; readonly connections?: unknown; readonly settings?: unknown };

/**
 * The readable part of a raw graph, and all that is wrong with the shape of the rest. Without faults, it is the whole
 * graph.
 */
export type ParsedGraph = {
  readonly graph: WorkflowGraph;
  readonly faults: readonly Fault[];
  /** The indices in the raw graph of the nodes and connections of `graph`. */
  readonly places: { readonly nodes: readonly number[]; readonly connections: readonly number[] };
  /** Ids of nodes whose type or config could not be read. */
  readonly unreadable: ReadonlySet<string>;
  /** Whether nodes are missing from `graph`. */
  readonly incomplete: boolean;
};

const objectSchema = z.custom<JsonObject>(isObject);
/** What is taken from a node that its schema refuses. */
const readablePartsSchema = z.object({
  id: z.string(),
  type: z.string().optional().catch(undefined),
  config: objectSchema.optional().catch(undefined),
});

/** The fields that the config of a node type has; none for an unknown type. */
type ConfigFieldsOf = (type: string) => readonly string[];

/** What the refusal of a field tells besides. */
type Advice = { readonly configFieldsOf: ConfigFieldsOf; readonly tell: ChoicesTeller };

type ReadNode = {
  readonly place: number;
  readonly node: WorkflowNode | null;
  readonly faults: readonly Fault[];
  readonly readable: boolean;
};

/**
 * A node with a wrong shape stays in the graph with its readable parts, so that its connections aren't reported as
 * dangling.
 */
function readNode(raw: unknown, place: number, { configFieldsOf, tell }: Advice): ReadNode {
  const parsed = workflowNodeSchema.safeParse(raw);
  if (parsed.success) return { place, node: inWrittenOrder(raw, parsed.data), faults: [], readable: true };
  const parts = readablePartsSchema.safeParse(raw).data;
  const configFields = configFieldsOf(parts?.type ?? '');
  const faults = shapeFaults(parsed.error, { root: ['nodes', place], nodeId: parts?.id, configFields }, tell);
  if (parts === undefined) return { place, node: null, faults, readable: false };
  const { id, type, config } = parts;
  const node = { id, name: id, type: type ?? '', config: config ?? {} };
  return { place, node, faults, readable: type !== undefined && config !== undefined };
}

type ReadList<T> = {
  readonly values: readonly T[];
  readonly places: readonly number[];
  readonly faults: readonly Fault[];
};

function readList(raw: unknown, field: string, tell: ChoicesTeller): ReadList<unknown> {
  const parsed = z.array(z.unknown()).safeParse(raw);
  if (!parsed.success) return { values: [], places: [], faults: shapeFaults(parsed.error, { root: [field] }, tell) };
  return { values: parsed.data, places: [...parsed.data.keys()], faults: [] };
}

function readConnections(raw: unknown, tell: ChoicesTeller): ReadList<WorkflowConnection> {
  const list = readList(raw, 'connections', tell);
  const faults = [...list.faults];
  const values: WorkflowConnection[] = [];
  const places: number[] = [];
  for (const [place, value] of list.values.entries()) {
    const parsed = workflowConnectionSchema.safeParse(value);
    if (!parsed.success) faults.push(...shapeFaults(parsed.error, { root: ['connections', place] }, tell));
    else {
      values.push(inWrittenOrder(value, parsed.data));
      places.push(place);
    }
  }
  return { values, places, faults };
}

/** Reads a graph and finds every fault of its shape. The readable part can be checked further. */
export function parseGraph(raw: RawGraph, configFieldsOf: ConfigFieldsOf): ParsedGraph {
  const tell = createChoicesTeller(ADVISED_FAULTS);
  const list = readList(raw.nodes, 'nodes', tell);
  const read = list.values.map((node, place) => readNode(node, place, { configFieldsOf, tell }));
  const nodes = read.flatMap(({ node, place, readable }) => (node === null ? [] : [{ node, place, readable }]));
  const connections = readConnections(raw.connections, tell);
  const settings = workflowSettingsSchema.safeParse(raw.settings ?? {});
  return {
    graph: {
      nodes: nodes.map(({ node }) => node),
      connections: connections.values,
      settings: inWrittenOrder(raw.settings, settings.data ?? {}),
    },
    faults: [
      ...list.faults,
      ...read.flatMap(({ faults }) => faults),
      ...connections.faults,
      ...(settings.success ? [] : shapeFaults(settings.error, { root: ['settings'] }, tell)),
    ],
    places: { nodes: nodes.map(({ place }) => place), connections: connections.places },
    unreadable: new Set(nodes.flatMap(({ node, readable }) => (readable ? [] : [node.id]))),
    incomplete: nodes.length < read.length || list.faults.length > 0,
  };
}
