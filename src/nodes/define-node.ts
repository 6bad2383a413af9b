import type { z } from 'zod';
import type { Delivery, Effect } from '../engine/effect.ts';
import type { Item, Outputs } from '../engine/item.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ExecutionMetadata } from '../shared/execution-metadata.ts';
import type { NodeRun } from './node-run.ts';

/** The answer that a node gives to the caller who waits for the execution. Header names in lower case; `body` is base64. */
export type CallerResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** What a node run came to. */
export type NodeResult =
  | {
      readonly type: 'completed';
      readonly outputs: Outputs;
      readonly response?: CallerResponse;
      /** Searchable values for the execution; they replace earlier ones of the same key. */
      readonly metadata?: ExecutionMetadata;
    }
  /** The node waits; it goes on at `until` (ms since epoch) or when somebody resumes it. `null`: only the latter. */
  | { readonly type: 'waiting'; readonly until: number | null };

/** What people read about a node, in the API, the editor and the documentation. */
export type NodeMetadata = {
  readonly name: string;
  readonly description: string;
  readonly group: 'triggers' | 'actions' | 'logic' | 'integrations';
  /** A config that validates, as a starting point for people. */
  readonly example: JsonObject;
};

/**
 * One node type: schema, metadata and behaviour in one object.
 *
 * `config` is the zod schema of the *resolved* config. `inputs`, `outputs` and `effect` may depend on the *raw* config, in
 * which any value may still be an expression.
 */
export type NodeDefinition<Config> = {
  readonly type: string;
  readonly kind: 'trigger' | 'action' | 'logic';
  readonly metadata: NodeMetadata;
  readonly config: z.ZodType<Config>;
  /** Fields of the config that are taken as they stand: what looks like an expression in them is none. */
  readonly verbatim?: readonly string[];
  readonly inputs: readonly string[] | ((raw: JsonObject) => readonly string[]);
  readonly outputs: readonly string[] | ((raw: JsonObject) => readonly string[]);
  readonly effect: Effect | ((raw: JsonObject) => Effect);
  readonly delivery?: Delivery;
  readonly loop?: boolean;
  /** Types of credential that the node takes; absent: none. */
  readonly credentials?: readonly string[];
  execute(run: NodeRun<Config>): NodeResult | Promise<NodeResult>;
};

/** Declares a node type. The generic parameter is inferred from the schema, so `execute` sees the resolved config's type. */
export function defineNode<Config>(definition: NodeDefinition<Config>): NodeDefinition<Config> {
  return definition;
}

/** A result with items on the `main` handle. */
export function completed(items: readonly Item[]): NodeResult {
  return { type: 'completed', outputs: { main: items } };
}
