import type { GateConfig } from '../src/flow/gate-config.ts';
import type { Decision } from '../src/flow/gate-types.ts';
import type { GateView } from '../src/flow/gate-view.ts';
import type { Ask } from '../src/flow/waiting-line.ts';

/** Whose executions a gate lets in: those of a workflow, or of all workflows of a workspace (`workflowId: null`). */
export type GateOwner = { readonly workspaceId: string; readonly workflowId: string | null };

/** An execution that asks, and the limits that its version has. */
export type GateRequest = { readonly owner: GateOwner; readonly config: GateConfig; readonly ask: Ask };

/** What intake and runners call on a gate: see `FlowGate`. */
export type FlowGateCalls = {
  ask(request: GateRequest): Promise<Decision>;
  leave(ids: readonly string[]): Promise<void>;
  withdraw(asked: { readonly id: string; readonly key: string }): Promise<void>;
  wake(owner: GateOwner): Promise<void>;
  show(): Promise<GateView>;
};
