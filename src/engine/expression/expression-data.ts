import type { Item } from '../item.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** The item of an earlier node that the current item was made of, or why there is no single one. */
export type LinkedItem =
  | { readonly type: 'item'; readonly item: Item }
  | { readonly type: 'not_executed' }
  /** `node` is the node, by name, whose run lost the link, or made it ambiguous. */
  | { readonly type: 'lost'; readonly node: string }
  | { readonly type: 'ambiguous'; readonly node: string };

/** What expressions may learn of another node of the execution. */
export type NodeAccess = {
  readonly executed: boolean;
  /** The items of one output handle (default: the first that brought items) of one run (default: the latest). */
  items(handle?: string, run?: number): readonly Item[];
  /** The item linked with the current node's input item of that index. */
  linked(itemIndex: number): LinkedItem;
  /** The node's config, as drawn: `$('name').params`. */
  readonly config?: JsonObject;
  /** Where the node is resumed, if it waits for a call, or decided about, if it waits for a person. */
  readonly resumeUrl?: () => string;
  readonly approvalUrl?: () => string;
};

/** All that an expression may read, as the runner provides it. Functions are called only when an expression asks. */
export type ExpressionData = {
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean };
  readonly execution: { readonly id: string; readonly mode: string };
  /** Where the wait is resumed at which the execution stands: `$execution.resumeUrl`. */
  readonly resumeUrl?: () => string;
  readonly triggerType: string;
  readonly inputData: JsonValue;
  readonly variables: JsonObject;
  /** IANA name of the zone in which dates are read and shown. */
  readonly timezone: string;
  /** The present, in milliseconds since the epoch: `$now` is the same in all expressions of a run. */
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
  /** Names that hold in this field only, such as `$response` and `$pageCount` while paging. */
  readonly extra?: { readonly [name: string]: JsonValue };
};
