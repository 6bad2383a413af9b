import type { Item } from '../engine/item.ts';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import type { WorkMeter } from '../engine/work-meter.ts';
import type { ExecutionMetadata } from '../shared/execution-metadata.ts';
import type { IncomingResponse, OutgoingRequest } from '../shared/http-exchange.ts';
import type { LogLine } from '../shared/log-line.ts';
import type { Mail } from '../shared/mail.ts';
import type { SeenValuesRequest } from '../shared/seen-values-request.ts';
import type { CodeJob, CodeOutcome } from './code/code-job.ts';

/** A credential, decrypted for one node run; it never enters journal, history, logs or expressions. */
export type CredentialSecret = {
  readonly type: string;
  readonly data: JsonObject;
  /** Hosts to which the secret may be sent; empty: any. */
  readonly allowedHosts: readonly string[];
};

/** What a webhook, schedule or API call brought: `executions.trigger_data` and `executions.input_data`. */
export type TriggerInput = {
  readonly type: string;
  readonly data: JsonObject;
  readonly input: JsonValue;
};

/** Where a loop node stands within one pass over its items. */
export type LoopRun = {
  /** Counts the rounds from 0; with round 0 the items came that are looped over. */
  readonly round: number;
  /** The items that the body has sent back in all rounds so far. They follow the looped ones in the list that `Item.from` indexes. */
  received(): readonly Item[];
};

/** What a node waits for that comes from outside. `until`: ms since the epoch, or `null` for no end. */
export type OutsideWait = {
  readonly kind: 'webhook' | 'approval';
  /** What whoever takes the call has to know, such as how to answer it. */
  readonly details: JsonObject;
  readonly until: number | null;
};

/** A wait that is open: whether something has come for it already, and when it ends if nothing does. */
export type OpenedWait = { readonly came: boolean; readonly until: number | null };

/** How a node waits for somebody to resume it: it opens the wait, returns `waiting`, and closes it when it runs again. */
export type NodeWaits = {
  /** Lets somebody resume this attempt from now on. Opening it again changes nothing: it ends when it was first to end. */
  open(wait: OutsideWait): Promise<OpenedWait>;
  /** Accepts nothing more, and returns what came: `null` if nothing did. */
  close(): Promise<JsonValue>;
};

/** An execution of a workflow that a node asks for, with the items that it begins with. Their files go along. */
export type WorkflowCall = {
  readonly workflowId: string;
  readonly items: readonly Item[];
  /** Where the first of them stands in the list of the calling node, so that errors can name an item. */
  readonly offset: number;
};

/** `awaited`: the node waits for their ends. */
export type WorkflowCalls = { readonly calls: readonly WorkflowCall[]; readonly awaited: boolean };

/** What an attempt has started. `ended`: it has nothing left to wait for, as may be when it asks once more. */
export type StartedCalls = { readonly ids: readonly string[]; readonly ended: boolean };

/** How a called execution ended. `from` of its items indexes the items of its call. */
export type CallEnd = { readonly executionId: string; readonly workflowId: string } & (
  | { readonly status: 'completed'; readonly items: readonly Item[] }
  | { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly message: string }
);

/** How a node has other workflows executed: it starts them, returns `waiting` unless they have ended, and reads how when they have. */
export type NodeCalls = {
  /** Starts all of them or none. Does so once for an attempt, however often it is asked. Throws `NodeError` `workflow.*`. */
  start(request: WorkflowCalls): Promise<StartedCalls>;
  /** How those of this attempt ended, in the order of the calls. Throws `NodeError` `workflow.result_too_large`. */
  ends(): Promise<readonly CallEnd[]>;
};

/** Everything that a node may use while it runs. Throw a `NodeError` to fail. */
export type NodeRun<Config> = {
  /** The input items by input handle; every handle that the node names is there. */
  readonly inputs: { readonly [handle: string]: readonly Item[] };
  /** All input items in flat order: the list that `Item.from` indexes. With one input handle, its items. */
  readonly items: readonly Item[];
  /** For a loop node; `items` are then the ones that it loops over, in every round. `null` for any other. */
  readonly loop: LoopRun | null;
  /** The index in `items` of the first item of an input handle. */
  offset(handle: string): number;
  /** The config with its expressions resolved for one item (index in `items`) and parsed. Throws `NodeError` `node.config_invalid` or `expression.*`. */
  config(itemIndex: number): Config;
  readonly trigger: TriggerInput;
  readonly execution: { readonly id: string; readonly workflowId: string; readonly workspaceId: string };
  /** Whether the node had asked to wait, and its time or what it waited for has come. */
  readonly resumed: boolean;
  readonly attempt: number;
  /** The same for every attempt of this run of this node for this item: for `Idempotency-Key` headers. */
  idempotencyKey(itemIndex: number): string;
  /** Aborts on cancel, on the node's timeout and when the runner has lost its lease. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What the run may still do, over all of its items: what costs more than its input is taken off here before it is done. */
  readonly work: WorkMeter;
  readonly timezone: string;
  /** The one way out: through the egress guard. Throws `NodeError` (`egress.*`, `http.*`). */
  request(request: OutgoingRequest): Promise<IncomingResponse>;
  /** Runs user code over the items of this run, in an isolate that reaches nothing else. */
  runCode(job: CodeJob): Promise<CodeOutcome>;
  /** Keeps lines with this run in history; those of an earlier attempt go. */
  log(lines: readonly LogLine[]): void;
  readonly waits: NodeWaits;
  readonly calls: NodeCalls;
  /** Asks what earlier executions brought, and keeps what this one brings: the indexes of what passes. The same for every attempt. */
  seenValues(request: SeenValuesRequest): Promise<readonly number[]>;
  /** The searchable values that the execution has so far. */
  metadata(): ExecutionMetadata;
  /** Keeps the mail of an item in the local outbox. Throws `NodeError` `email.no_provider` where there is none. */
  keepMail(mail: Mail, itemIndex: number): Promise<void>;
  /** Keeps a text out of journal and history, like the secrets of the credential: one that the node was given for them. */
  hide(text: string): void;
  /** The node's credential, or `null` if it names none. */
  credential(): Promise<CredentialSecret | null>;
};
