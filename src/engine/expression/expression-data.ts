import type { Item } from '../item.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** The item of an earlier node from which the current item was made, or why there is no single one. */
export type LinkedItem =
  | { readonly type: 'item'; readonly item: Item }
  | { readonly type: 'not_executed' }
  /** `node`: the name of the node that lost the link, or made it ambiguous. */
  | { readonly type: 'lost'; readonly node: string }
  | { readonly type: 'ambiguous'; readonly node: string };

/** What expressions can read of another node of the execution. */
export type NodeAccess = {
  readonly executed: boolean;
  /** The handles of its outputs, where they are known: no other can be asked for. */
  readonly outputs?: readonly string[];
  /** The items of one output handle (default: the first that brought items) of one run (default: the latest). */
  items(handle?: string, run?: number): readonly Item[];
  /** The item linked with the current node's input item of that index. */
  linked(itemIndex: number): LinkedItem;
  /** Why it has not been executed, as a message tells it after a colon. */
  absence?(): string;
  /** The node's config, as drawn: `$('name').params`. */
  readonly config?: JsonObject;
  /** The URL that resumes the node, if it waits for a call, or where a person decides, if it waits for an approval. */
  readonly resumeUrl?: () => string;
  readonly approvalUrl?: () => string;
  readonly formUrl?: () => string;
};

/** All that an expression may read, as the runner provides it. The functions are only called when an expression needs them. */
export type ExpressionData = {
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean };
  readonly execution: { readonly id: string; readonly mode: string };
  /** The URL that resumes the node at which the execution waits: `$execution.resumeUrl`. */
  readonly resumeUrl?: () => string;
  readonly triggerType: string;
  readonly inputData: JsonValue;
  readonly variables: JsonObject;
  /** The time zone of dates, by its IANA name. */
  readonly timezone: string;
  /** The time of `$now` in milliseconds since the epoch. It is the same in all expressions of a node run. */
  readonly now: number;
  /** A number from 0 up to 1, as `Math.random` gives it. */
  readonly random: () => number;
  readonly itemIndex: number;
  readonly runIndex: number;
  /** The items that the node received; `$json` is the one at `itemIndex`. */
  readonly items: readonly Item[];
  /** The current node's own config, as drawn: `$input.params`. */
  readonly config?: JsonObject;
  /** Looked up by id first, then by name. */
  node(idOrName: string): NodeAccess | undefined;
  nodeIds(): readonly string[];
  /** The names of all nodes, for whoever named another. */
  nodeNames?(): readonly string[];
  /** Further names for this field only, such as `$response` and `$pageCount` while paging. */
  readonly extra?: { readonly [name: string]: JsonValue };
};
