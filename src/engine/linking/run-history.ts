import type { InputRef } from '../command.ts';
import type { Outputs } from '../item.ts';

/** The inputs and outputs of the node runs of an execution. */
export type RunHistory = {
  inputs(node: number, run: number): readonly InputRef[] | undefined;
  outputs(node: number, run: number): Outputs | undefined;
};

/** An item that a node run received, by its index in the flat list, as in `Item.from`. */
export type ItemPoint = { readonly node: number; readonly run: number; readonly item: number };
