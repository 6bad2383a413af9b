import type { z } from 'zod';
import type { ConfigFault } from '../engine/catalog.ts';
import type { Delivery, Effect } from '../engine/effect.ts';
import type { Item, Outputs } from '../engine/item.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ExecutionMetadata } from '../shared/execution-metadata.ts';
import type { NodeRun } from './node-run.ts';
import type { TriggerPoll } from './trigger-poll.ts';

/** The response of a node to the caller who waits for the execution. Header names in lower case; `body` is base64. */
export type CallerResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** The result of a node run. */
export type NodeResult =
  | {
      readonly type: 'completed';
      readonly outputs: Outputs;
      readonly response?: CallerResponse;
      /** Searchable values for the execution; they replace earlier ones of the same key. */
      readonly metadata?: ExecutionMetadata;
    }
  /** The node waits until `until` (ms since epoch), or until it is resumed. `null`: only until it is resumed. */
  | { readonly type: 'waiting'; readonly until: number | null };

/** The texts about a node for people: in the API, the editor and the documentation. */
export type NodeMetadata = {
  readonly name: string;
  readonly description: string;
  readonly group: 'triggers' | 'actions' | 'logic' | 'integrations';
  /** A valid config, as a starting point. */
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
  /**
   * What the node would refuse when it runs although its schema takes it, as far as the raw config tells: any value in it may
   * still be an expression.
   */
  readonly literalFaults?: (raw: JsonObject) => readonly ConfigFault[];
  /** Config fields that are taken verbatim: expressions in them are not evaluated. */
  readonly verbatim?: readonly string[];
  readonly inputs: readonly string[] | ((raw: JsonObject) => readonly string[]);
  readonly outputs: readonly string[] | ((raw: JsonObject) => readonly string[]);
  readonly effect: Effect | ((raw: JsonObject) => Effect);
  readonly delivery?: Delivery;
  readonly loop?: boolean;
  /** Types of credential that the node takes; absent: none. */
  readonly credentials?: readonly string[];
  /** For a trigger that asks a service regularly what is new there. */
  readonly poll?: TriggerPoll<Config>;
  execute(run: NodeRun<Config>): NodeResult | Promise<NodeResult>;
};

/** Declares a node type. The generic parameter is inferred from the schema, so `execute` sees the resolved config's type. */
export function defineNode<Config>(definition: NodeDefinition<Config>): NodeDefinition<Config> {
  return definition;
}

/** The result with these items on the `main` handle. */
export function completed(items: readonly Item[]): NodeResult {
  return { type: 'completed', outputs: { main: items } };
}
