import type { NodeCatalog } from '../../../src/engine/catalog.ts';
import type { JsonValue } from '../../../src/engine/json.ts';
import type { WorkflowGraph, WorkflowNode } from '../../../src/engine/workflow.ts';
import type { NodeRecord } from '../../../src/executions/model/execution-record.ts';
import type { ExecutionWaits } from '../../../src/executions/waits/execution-waits.ts';
import type { CallerResponse } from '../../../src/nodes/define-node.ts';
import type { CredentialSecret } from '../../../src/nodes/node-run.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import type { CallService } from '../../../src/runner/calls/workflow-calls.ts';
import type { CodeRunner } from '../../../src/runner/code/code-program.ts';
import type { WakeUp } from '../../../src/runner/drive/wake-up.ts';
import type { JournalEntry, RemoteJournal } from '../../../src/runner/journal/journal.ts';
import { prepareRun } from '../../../src/runner/reuse/prepare-run.ts';
import type { EarlierExecutions } from '../../../src/runner/reuse/reuse-runs.ts';
import { NO_VARIABLES, type RunnerServices } from '../../../src/runner/run/execution-run.ts';
import { openRun } from '../../../src/runner/run/open-run.ts';
import { resumeWaiting } from '../../../src/runner/run/resume-waiting.ts';
import { type RunResult, runOpened } from '../../../src/runner/run-execution.ts';
import { compileWorkflow } from '../../../src/runner/workflow/compiled-workflow.ts';
import { createResumeLinks } from '../../../src/security/resume-links.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { newId } from '../../../src/shared/ids.ts';
import { lazily } from '../../../src/shared/lazy-abort.ts';
import type { ReportEnd } from '../../../src/telemetry/ended-run.ts';
import type { Tracing } from '../../../src/telemetry/run-trace.ts';

export const EXECUTION = '019a0000-0000-7000-8000-00000000000e';

export type Respond = (
  request: OutgoingRequest,
  signal: AbortSignal,
) => Partial<IncomingResponse> | Promise<Partial<IncomingResponse>>;

export type Play = {
  /** The id of the execution, if not that of most tests. */
  readonly id?: string;
  readonly input?: JsonValue;
  readonly respond?: Respond;
  readonly runCode?: CodeRunner;
  readonly waits?: ExecutionWaits;
  readonly callService?: CallService;
  readonly depth?: number;
  readonly triggerData?: JsonValue;
  /** The credential of every node that names one. */
  readonly credential?: CredentialSecret | (() => Promise<CredentialSecret>);
  readonly earlier?: EarlierExecutions;
  readonly runOptions?: JsonValue;
  readonly remote?: RemoteJournal | null;
  readonly replay?: readonly JournalEntry[];
  readonly epoch?: number;
  readonly stop?: AbortSignal;
  readonly wakeUp?: WakeUp;
  readonly now?: () => number;
  readonly catalog?: NodeCatalog;
  readonly onResponse?: (response: CallerResponse) => void;
  readonly tracing?: Tracing;
  readonly reportEnd?: ReportEnd;
};

/** A graph from nodes and connections, as the API would have stored it. */
export type Drawn = Omit<WorkflowGraph, 'settings'> & { readonly settings?: WorkflowGraph['settings'] };

function toResponse(answer: Partial<IncomingResponse>): IncomingResponse {
  return { status: 200, statusText: '', url: '', headers: {}, body: new Uint8Array(), ...answer };
}

const NO_WAITS: ExecutionWaits = {
  open: async (_key, _workspaceId, { until }) => ({ came: false, until }),
  close: async () => null,
  resumed: async () => [],
};

/** The links that executions of tests have to their waits. */
export const TEST_LINKS = createResumeLinks({ secret: 'a secret of the tests', publicUrl: 'https://flows.test' });

const NO_CALLS: CallService = { start: async () => ({ ids: [], ended: false }), ends: async () => [] };

const NOTHING_EARLIER: EarlierExecutions = { load: async () => null, workflow: async () => null };

const returnNothing: CodeRunner = async () => ({ type: 'returned', items: [], logs: [] });

/** Services without a world: requests go to `respond`. */
export function fakeServices({
  respond = () => ({}),
  runCode = returnNothing,
  now = Date.now,
  waits = NO_WAITS,
  callService = NO_CALLS,
  credential,
  earlier = NOTHING_EARLIER,
  tracing,
  reportEnd,
}: Play): RunnerServices {
  return {
    clock: now,
    random: () => 0.5,
    newId,
    request: async (request, signal) => toResponse(await respond(request, signal)),
    credential: async () => (typeof credential === 'function' ? credential() : (credential ?? null)),
    seenValues: async () => [],
    variables: async () => NO_VARIABLES,
    files: null,
    keepMail: null,
    runCode,
    waits,
    links: TEST_LINKS,
    calls: callService,
    earlier,
    tracing: tracing ?? null,
    reportEnd: reportEnd ?? null,
  };
}

/** Runs an execution of the graph, from its first trigger on, or on from `replay`. */
export async function play(graph: Drawn, options: Play = {}): Promise<RunResult> {
  const services = fakeServices(options);
  const now = services.clock();
  const identity = { workflowId: 'workflow', workspaceId: 'workspace', version: 1, name: 'Test' };
  const workflow = compileWorkflow(identity, { settings: {}, ...graph }, options.catalog ?? createCatalog());
  const source = {
    id: options.id ?? EXECUTION,
    createdAt: now,
    startedAt: now,
    epoch: options.epoch ?? 1,
    ...({
      triggerType: 'manual',
      triggerNodeId: graph.nodes[0]?.id ?? '',
      triggerData: options.triggerData ?? {},
    } as const),
    inputData: options.input ?? {},
    depth: options.depth ?? 0,
    runOptions: options.runOptions ?? null,
  };
  const prepared = await prepareRun(services, workflow, source);
  const begun = openRun({ ...prepared, source, remote: options.remote ?? null, replay: options.replay ?? [], now });
  const opened = await resumeWaiting(services.waits, begun, now);
  const stop = options.stop ?? new AbortController().signal;
  const { wakeUp, onResponse = () => undefined } = options;
  return runOpened(services, { opened, stop: lazily(stop), onResponse, ...(wakeUp === undefined ? {} : { wakeUp }) });
}

export type Ended = Extract<RunResult, { type: 'finished' }>['finished'];

/** The same, for an execution that comes to an end. */
export async function playToEnd(graph: Drawn, options: Play = {}): Promise<Ended> {
  const result = await play(graph, options);
  if (result.type !== 'finished') throw new Error(`The execution is ${result.type}.`);
  return result.finished;
}

/** The status of each node's last run. */
export function statuses({ nodes }: Ended): { readonly [nodeId: string]: string } {
  return Object.fromEntries(nodes.map((node) => [node.nodeId, node.status]));
}

/** The last run of a node. */
export function record({ nodes }: Ended, nodeId: string): NodeRecord {
  const found = nodes.findLast((node) => node.nodeId === nodeId);
  if (found === undefined) throw new Error(`${nodeId} has not run.`);
  return found;
}

/** A node of a graph: its id is its name. */
export function node(id: string, type: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, type, name: id, config: {}, ...more };
}

/** A node that sends a request to `https://{id}.test`; `POST` is an effect. */
export function http(id: string, method: 'GET' | 'POST', more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.http', { ...more, config: { method, url: `https://${id}.test`, ...more.config } });
}

/** JSON as the body of an answer. */
export function jsonAnswer(value: unknown, status = 200): Partial<IncomingResponse> {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: new TextEncoder().encode(JSON.stringify(value)) };
}
