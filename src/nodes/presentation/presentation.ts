import type { JsonObject } from '../../engine/json.ts';

/** How a node type is shown to people, and found by them. */
export type Presentation = {
  /** The name of an icon of lucide. */
  readonly icon: string;
  /** Other words by which it is looked for, in lower case. */
  readonly keywords: readonly string[];
  /** The JSON of an item that it typically brings forth; `null`: what comes of its input and config, or its input itself. */
  readonly sample: JsonObject | null;
};

/** By node type. */
export type Presentations = { readonly [type: string]: Presentation };
