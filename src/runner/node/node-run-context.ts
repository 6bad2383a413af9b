import { createScope, type Scope } from '../../engine/expression/scope.ts';
import { textAt, textPieces } from '../../engine/expression/text-pieces.ts';
import { createWorkMeter, type WorkMeter } from '../../engine/work-meter.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import type { CodeJob } from '../../nodes/code/code-job.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { LoopRun, NodeCalls, NodeRun, NodeWaits, WorkflowCalls } from '../../nodes/node-run.ts';
import type { LazySignal } from '../../shared/lazy-abort.ts';
import type { LogLine } from '../../shared/log-line.ts';
import type { Mail } from '../../shared/mail.ts';
import type { SeenValuesRequest } from '../../shared/seen-values-request.ts';
import type { CodeProgram } from '../code/code-program.ts';
import type { NodeInput } from '../journal/data-store.ts';
import { nodeSteps } from '../limits.ts';
import { longestFirst, maskItems, maskJson } from '../outcome/mask-secrets.ts';
import type { RunNode } from '../outcome/node-outcome.ts';
import { textForms } from '../outcome/secret-texts.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import type { CompiledNode } from '../workflow/compiled-node.ts';
import { type CredentialReader, credentialReader } from './credential-reader.ts';
import { databaseWork } from './database-work.ts';
import { expressionFailure } from './expression-failure.ts';
import { fileKeeping, openFile, takeFiles } from './node-files.ts';
import { expressionData } from './read-expression-data.ts';
import { tracedRequest, traceparentOf } from './traced-request.ts';

export type NodeRunOptions = {
  readonly run: ExecutionRun;
  readonly services: RunnerServices;
  readonly command: RunNode;
  readonly compiled: CompiledNode;
  readonly input: NodeInput;
  readonly stop: LazySignal;
  /** Takes the failure of an item that goes out by itself: see `NodeRun.failItem`. */
  readonly failItem: (item: number, error: NodeError) => boolean;
  /** Takes the lines that the node logs. */
  readonly logs: LogLine[];
  /** Takes the secrets that the node sees, in all forms that must not get into history. */
  readonly secrets: Set<string>;
};

/** What the expressions of the node read, for one item after the other. */
function scopes({ run, services, command, input }: NodeRunOptions, work: WorkMeter): (item: number) => Scope {
  const point = {
    node: command.node,
    runIndex: command.run,
    items: input.items,
    now: services.clock(),
    random: services.random,
    links: services.links,
    work,
  };
  const data = expressionData(run, point, 0);
  return (item) => createScope({ ...data, itemIndex: item });
}

type ConfigReader = Pick<NodeRun<unknown>, 'config' | 'pieces'>;

function configReader(options: NodeRunOptions, work: WorkMeter): ConfigReader {
  const { run, compiled } = options;
  const scopeOf = scopes(options, work);
  const errors = run.workflow.graph.settings.expression_errors ?? 'strict';
  return {
    config(item) {
      const scope = scopeOf(item);
      try {
        return compiled.parse(compiled.config.evaluate(scope, { errors, work }), item);
      } catch (error) {
        throw expressionFailure(error, { node: compiled.plan.node.name, item });
      }
    },
    pieces: (item, path) => textPieces(textAt(compiled.plan.node.config, path), scopeOf(item), { work }),
  };
}

/** The items from the body are only collected when the node asks for them, usually in the last round. */
function loopRun({ run, command, compiled }: NodeRunOptions): LoopRun | null {
  const { node, run: current, firstRun } = command;
  if (!compiled.plan.isLoop) return null;
  const round = current - firstRun;
  return {
    round,
    received: () =>
      Array.from({ length: round }, (_, earlier) => run.data.refs(node, firstRun + earlier + 1) ?? []).flatMap(
        (refs) => run.data.input(compiled.plan, refs).items,
      ),
  };
}

function offsetOf(input: NodeInput, handle: string): number {
  const handles = Object.keys(input.byHandle);
  const before = handles.slice(0, Math.max(0, handles.indexOf(handle)));
  return before.reduce((sum, name) => sum + (input.byHandle[name]?.length ?? 0), 0);
}

function addAll(secrets: Set<string>, texts: readonly string[]): void {
  for (const text of texts) secrets.add(text);
}

function credentialOf({ run, services, compiled, secrets }: NodeRunOptions): CredentialReader {
  const { workspaceId } = run.workflow.identity;
  return credentialReader(services, { workspaceId, id: compiled.plan.node.credentials, secrets });
}

function waitKey({ run, command, compiled }: NodeRunOptions): WaitKey {
  const { run: runIndex, attempt } = command;
  return { executionId: run.id, nodeId: compiled.plan.node.id, runIndex, attempt };
}

/** What a called execution gets stands in its history as well. */
function withoutSecrets({ secrets }: NodeRunOptions, { calls, awaited }: WorkflowCalls): WorkflowCalls {
  const masked = longestFirst(secrets);
  return { awaited, calls: calls.map((call) => ({ ...call, items: maskItems(call.items, masked) })) };
}

function nodeCalls(options: NodeRunOptions): NodeCalls {
  const { run, services } = options;
  const { workspaceId, workflowId } = run.workflow.identity;
  const key = waitKey(options);
  const traceparent = traceparentOf(options);
  const caller = { ...key, epoch: run.epoch, workspaceId, workflowId, depth: run.depth, traceparent };
  return {
    start: (request) => databaseWork(() => services.calls.start(caller, withoutSecrets(options, request))),
    ends: () =>
      databaseWork(async () => {
        const ends = await services.calls.ends(key);
        await takeFiles(options, ends);
        return ends;
      }),
  };
}

function nodeWaits(options: NodeRunOptions): NodeWaits {
  const { run, services, compiled, secrets } = options;
  const { workspaceId } = run.workflow.identity;
  const { credentials } = compiled.plan.node;
  const key = waitKey(options);
  const named = credentials === undefined ? {} : { credential_id: credentials };
  return {
    open: (wait) =>
      databaseWork(() =>
        services.waits.open(key, workspaceId, {
          ...wait,
          details: { ...maskJson(wait.details, longestFirst(secrets)), ...named },
        }),
      ),
    close: () => databaseWork(() => services.waits.close(key)),
  };
}

/** Code can read what expressions can read, except the outputs of other nodes. */
function codeProgram({ run, services, command, input }: NodeRunOptions, job: CodeJob): CodeProgram {
  const { items } = input;
  const point = { node: command.node, runIndex: command.run, items, now: services.clock(), random: services.random };
  const { workflow, execution, variables, runIndex } = expressionData(run, point, 0);
  const resumeUrl = services.links.url({ purpose: 'resume', executionId: run.id, nodeId: null });
  const { workspaceId } = run.workflow.identity;
  return {
    ...job,
    workspaceId,
    items,
    context: { workflow, execution: { ...execution, resumeUrl }, vars: variables, runIndex },
  };
}

function seenValues({ run, services, command, compiled }: NodeRunOptions, request: SeenValuesRequest) {
  const { workflowId, workspaceId } = run.workflow.identity;
  const asking = { workspaceId, workflowId, executionId: run.id, nodeId: compiled.plan.node.id, runIndex: command.run };
  return databaseWork(() => services.seenValues(asking, request));
}

function keyOf({ run, command, compiled }: NodeRunOptions, item: number): string {
  return `${run.id}:${compiled.plan.node.id}:${command.run}:${item}`;
}

function keepMail(options: NodeRunOptions, mail: Mail, item: number): Promise<void> {
  const { run, services } = options;
  const { keepMail: keep } = services;
  if (keep === null)
    throw new NodeError(
      'email.no_provider',
      'The node names no credential of a mail provider: one of type mail is needed here.',
    );
  const { workspaceId } = run.workflow.identity;
  return databaseWork(() => keep({ workspaceId, executionId: run.id, idempotencyKey: keyOf(options, item), mail }));
}

/** The time counts from here, and is that which the node has anyway. */
function workMeter({ services, compiled, input }: NodeRunOptions): WorkMeter {
  const end = services.clock() + compiled.plan.timeoutMs;
  return createWorkMeter({
    steps: services.maxNodeSteps ?? nodeSteps(input.items.length),
    expired: () => services.clock() > end,
  });
}

/** What a node gets of its run; see `NodeRun`. The config has the type of the node's own schema, which parsed it. */
export function createNodeRun(options: NodeRunOptions): NodeRun<unknown> {
  const { run, services, command, input, stop } = options;
  const { workflowId, workspaceId } = run.workflow.identity;
  const work = workMeter(options);
  return {
    inputs: input.byHandle,
    items: input.items,
    loop: loopRun(options),
    offset: (handle) => offsetOf(input, handle),
    ...configReader(options, work),
    trigger: run.trigger,
    execution: { id: run.id, workflowId, workspaceId },
    resumed: command.resumed,
    attempt: command.attempt,
    idempotencyKey: (item) => keyOf(options, item),
    get signal() {
      return stop.signal;
    },
    now: services.clock,
    work,
    failItem: options.failItem,
    timezone: run.workflow.graph.settings.timezone ?? 'UTC',
    request: (request) =>
      services.request(fileKeeping(options, tracedRequest(options, request)), stop.signal, workspaceId),
    openFile: (file) => openFile(options, file),
    runCode: (job) => services.runCode(codeProgram(options, job), stop.signal),
    seenValues: (request) => seenValues(options, request),
    metadata: run.data.metadata,
    keepMail: async (mail, item) => keepMail(options, mail, item),
    log: (lines) => options.logs.push(...lines),
    waits: nodeWaits(options),
    calls: nodeCalls(options),
    hide: (text) => addAll(options.secrets, textForms(text)),
    credential: credentialOf(options),
  };
}
