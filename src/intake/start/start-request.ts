import type { JsonValue } from '../../engine/json.ts';
import type { IntakeGuard } from '../../executions/lifecycle/entry-text.ts';
import type { ExecutionEnding, NewExecution } from '../../executions/model/execution-record.ts';
import type { EndReason } from '../../flow/gate-types.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Background } from '../intake-deps.ts';

/** An execution to be started. */
export type StartRequest = {
  readonly workflow: CompiledWorkflow;
  readonly execution: NewExecution;
  readonly guard: IntakeGuard;
  /** How long the caller waits for the answer, in milliseconds; `null`: not at all. */
  readonly waitMs: number | null;
  /** What a waiting caller is answered with: the first response that a node gives, or how the execution ended. */
  readonly answerWith: 'response' | 'end';
  readonly background: Background;
};

/** What the caller can be told. `accepted`: the row is committed, and the execution goes on by itself. */
export type StartResult =
  | { readonly type: 'accepted' }
  | { readonly type: 'responded'; readonly response: CallerResponse }
  /** `response` and `output` are whole, even where history cuts them. */
  | {
      readonly type: 'ended';
      readonly ending: Pick<ExecutionEnding, 'errorCode' | 'errorMessage'> & { readonly status: string };
      readonly response: CallerResponse | null;
      readonly output: JsonValue;
    }
  /** The limits of the workflow let it not run, and say that it is not kept. */
  | { readonly type: 'dropped'; readonly reason: EndReason }
  /** Another execution has the same dedupe key. */
  | { readonly type: 'duplicate' }
  /** The workflow or the endpoint has changed since intake read it: read it again. */
  | { readonly type: 'stale' };
