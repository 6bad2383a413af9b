type GraphFaultCode =
  | 'graph.unknown_type'
  | 'graph.invalid_config'
  | 'graph.duplicate_id'
  | 'graph.duplicate_name'
  | 'graph.dangling_connection'
  | 'graph.duplicate_connection'
  | 'graph.unknown_handle'
  | 'graph.trigger_has_input'
  | 'graph.unknown_reference'
  | 'graph.cycle'
  | 'graph.loop_body_leaves'
  | 'graph.no_trigger'
  | 'graph.too_many_nodes'
  | 'graph.too_many_connections';

/** So many faults of a graph are told: one may have a hundred times as many, which nobody reads. */
export const MOST_FAULTS = 1_000;

/** One fault of a graph. `path` leads into the body of the workflow: `['nodes', 3, 'config', 'url']`. */
export type GraphFault = {
  readonly code: GraphFaultCode;
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** The node at fault. */
  readonly node_id?: string;
  /** Index of the connection at fault. */
  readonly connection?: number;
};
