import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import { hashOf } from '../nodes/crypto/digests.ts';
import { findNode } from '../nodes/registry.ts';
import { encodeHex } from '../nodes/values/hex.ts';

/** The columns of a poll that follow from the graph. `address`: a hash of what it asks. */
type PollShape = { readonly node_id: string; readonly address: string; readonly every_minutes: number };

/** A poll that is there already, or is to be. */
type ExistingPoll = PollShape & { readonly id: string };

/** The changes that make the polls of a workflow fit its published graph. */
export type PollChanges = {
  readonly create: readonly ExistingPoll[];
  readonly update: readonly ExistingPoll[];
  readonly remove: readonly string[];
};

export type PollSituation = {
  readonly existing: readonly ExistingPoll[];
  /** The graph that triggers run; `null` while they are off. */
  readonly running: WorkflowGraph | null;
};

/** What the address is about may hold a secret, such as a token in a URL, so its hash has to do. */
function addressOf(type: string, address: string): string {
  return encodeHex(hashOf('sha256', new TextEncoder().encode(`${type}\n${address}`)));
}

/** A config that is no longer valid cannot be asked for. */
function shapeOf(node: WorkflowNode): readonly PollShape[] {
  const definition = findNode(node.type);
  if (definition?.poll === undefined || node.disabled === true) return [];
  const config = definition.config.safeParse(node.config);
  if (!config.success) return [];
  const { poll } = definition;
  const address = addressOf(node.type, poll.address(config.data));
  return [{ node_id: node.id, address, every_minutes: poll.everyMinutes(config.data) }];
}

/** Compares the stored polls with the polling triggers of the graph that runs. None is left while triggers are off. */
export function planPollChanges({ existing, running }: PollSituation, newId: () => string): PollChanges {
  const wanted = (running?.nodes ?? []).flatMap(shapeOf);
  const byNode = new Map(existing.map((poll) => [poll.node_id, poll]));
  const wantedNodes = new Set(wanted.map(({ node_id }) => node_id));
  return {
    create: wanted.filter(({ node_id }) => !byNode.has(node_id)).map((shape) => ({ ...shape, id: newId() })),
    update: wanted.flatMap((shape) => {
      const before = byNode.get(shape.node_id);
      const same = before?.address === shape.address && before.every_minutes === shape.every_minutes;
      return before === undefined || same ? [] : [{ ...shape, id: before.id }];
    }),
    remove: existing.filter(({ node_id }) => !wantedNodes.has(node_id)).map(({ id }) => id),
  };
}
