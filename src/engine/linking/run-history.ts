import type { InputRef } from '../command.ts';
import type { Outputs } from '../item.ts';

/** What is known of the node runs of an execution: where their input came from, and what they brought forth. */
export type RunHistory = {
  inputs(node: number, run: number): readonly InputRef[] | undefined;
  outputs(node: number, run: number): Outputs | undefined;
};

/** One of the items that a node run received, by its index in their flat list: what `Item.from` refers to. */
export type ItemPoint = { readonly node: number; readonly run: number; readonly item: number };
