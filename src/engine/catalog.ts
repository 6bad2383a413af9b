import type { Delivery, Effect } from './effect.ts';
import type { NodeReference } from './expression/node-references.ts';
import type { WorkflowNode } from './workflow.ts';

/** What the engine has to know of a node, derived from its definition and its raw (unresolved) config. */
export type NodeTraits = {
  readonly kind: 'trigger' | 'action' | 'logic';
  /** Input handles in order; a trigger has none. */
  readonly inputs: readonly string[];
  /** Output handles in order, without `error`, which every node but a trigger has when `on_error` is `error_output`. */
  readonly outputs: readonly string[];
  readonly effect: Effect;
  readonly delivery: Delivery;
  /** A loop node: the one kind of node that may close a cycle. Its body hangs on the `loop` handle, what follows on `done`. */
  readonly loop: boolean;
};

/** A fault of a node's config: where in the config, and what is wrong. */
export type ConfigFault = { readonly path: readonly (string | number)[]; readonly message: string };

/** How the engine looks node types up. Implemented by `nodes/registry.ts`; the engine itself knows no node. */
export type NodeCatalog = {
  /** The traits of this node, or `undefined` for an unknown type. Never throws, however odd the config. */
  traits(node: WorkflowNode): NodeTraits | undefined;
  /** All faults of the node's config, expressions included (a value may be an expression wherever a value is allowed). */
  faults(node: WorkflowNode): readonly ConfigFault[];
  /** The nodes that the expressions of its config name. */
  references?(node: WorkflowNode): readonly NodeReference[];
  /** All types there are, for whoever named another. */
  types?(): readonly string[];
  /** The fields at the top of the config of a type; none for an unknown type. */
  configFields?(type: string): readonly string[];
};
