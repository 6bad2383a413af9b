import type { JsonObject } from '../../engine/json.ts';
import type { LinkFinder } from '../../engine/links.ts';
import type { ExecutionFiles } from '../../executions/files/file-types.ts';
import type { TriggerType } from '../../executions/model/execution-record.ts';
import type { ExecutionWaits } from '../../executions/waits/execution-waits.ts';
import type { CredentialSecret, TriggerInput } from '../../nodes/node-run.ts';
import type { ResumeLinks } from '../../security/resume-links.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IncomingResponse, OutgoingRequest } from '../../shared/http-exchange.ts';
import type { KeptMail } from '../../shared/mail.ts';
import type { AskingRun, SeenValuesRequest } from '../../shared/seen-values-request.ts';
import type { ReportEnd } from '../../telemetry/ended-run.ts';
import type { Tracing } from '../../telemetry/run-trace.ts';
import type { CallService } from '../calls/workflow-calls.ts';
import type { CodeRunner } from '../code/code-program.ts';
import type { DataStore } from '../journal/data-store.ts';
import type { Journal } from '../journal/journal.ts';
import type { GivenOutputs } from '../reuse/given-outputs.ts';
import type { EarlierExecutions } from '../reuse/reuse-runs.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';

/** What runners and nodes use of the world outside. */
export type RunnerServices = {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly newId: (now: number) => string;
  /** `workspaceId`: whose allow list counts. */
  readonly request: (request: OutgoingRequest, signal: AbortSignal, workspaceId: string) => Promise<IncomingResponse>;
  readonly credential: (workspaceId: string, credentialId: string) => Promise<CredentialSecret | null>;
  readonly runCode: CodeRunner;
  readonly waits: ExecutionWaits;
  readonly links: ResumeLinks;
  readonly calls: CallService;
  readonly variables: (workspaceId: string) => Promise<RunVariables>;
  readonly seenValues: (run: AskingRun, request: SeenValuesRequest) => Promise<readonly number[]>;
  /** Files that are too large for memory; `null`: there is no bucket. */
  readonly files: ExecutionFiles | null;
  /** Keeps mails that no provider sends; `null` where they are not kept. */
  readonly keepMail: ((mail: KeptMail) => Promise<void>) | null;
  readonly earlier: EarlierExecutions;
  /** Which executions are traced; `null`: none. */
  readonly tracing: Tracing | null;
  /** Hears of each end that is written; `null`: nobody does. */
  readonly reportEnd: ReportEnd | null;
  /** What one node run may do, in steps of its meter, where that is less than usual. */
  readonly maxNodeSteps?: number;
};

/** The variables of a workspace as a run reads them. `secret`: the names of those that must not be seen. */
export type RunVariables = { readonly values: JsonObject; readonly secret: ReadonlySet<string> };

export const NO_VARIABLES: RunVariables = { values: {}, secret: new Set() };

/** One execution in the hands of its runner. */
export type ExecutionRun = {
  readonly id: string;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly epoch: number;
  readonly triggerType: TriggerType;
  /** How many calls lead to this execution; 0 for one that was not called. */
  readonly depth: number;
  readonly trigger: TriggerInput;
  readonly triggerNode: number;
  readonly workflow: CompiledWorkflow;
  readonly journal: Journal;
  readonly data: DataStore;
  readonly findLink: LinkFinder;
  /** The outputs of node runs that are not performed. */
  readonly given: GivenOutputs;
  /** What must not get into journal and history, in all its forms: the secrets that its nodes have used so far. */
  readonly secrets: Set<string>;
  /** The variables of its workspace; none if the workflow names none. */
  readonly variables: RunVariables;
};
