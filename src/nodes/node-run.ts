import type { ConfigPath } from '../engine/expression/expression-error.ts';
import type { TextPiece } from '../engine/expression/text-pieces.ts';
import type { FileLabel, Item, StoredFile } from '../engine/item.ts';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import type { WorkMeter } from '../engine/work-meter.ts';
import type { ExecutionMetadata } from '../shared/execution-metadata.ts';
import type { IncomingResponse, OutgoingRequest, ResponseHead, StreamedBody } from '../shared/http-exchange.ts';
import type { LogLine } from '../shared/log-line.ts';
import type { Mail } from '../shared/mail.ts';
import type { SeenValuesRequest } from '../shared/seen-values-request.ts';
import type { CodeJob, CodeOutcome } from './code/code-job.ts';
import type { NodeError } from './node-error.ts';

/** A credential, decrypted for one node run. It never gets into journal, history, logs or expressions. */
export type CredentialSecret = {
  readonly type: string;
  readonly data: JsonObject;
  /** Hosts to which the secret may be sent; empty: any. */
  readonly allowedHosts: readonly string[];
  /** Gets a new access token after a service has refused this one (401); absent: there is nothing to get it with. */
  readonly renew?: () => Promise<CredentialSecret>;
};

/** The data of the webhook, schedule or API call: `executions.trigger_data` and `executions.input_data`. */
export type TriggerInput = {
  readonly type: string;
  readonly data: JsonObject;
  readonly input: JsonValue;
};

/** Where a loop node stands within one pass over its items. */
export type LoopRun = {
  /** Counts from 0. Round 0 brought the items to loop over. */
  readonly round: number;
  /** All items that the body has sent back so far. In the list that `Item.from` indexes, they follow the looped ones. */
  received(): readonly Item[];
};

/** A wait for a call, a decision or a form from outside. `until`: ms since the epoch, or `null` for no end. */
export type OutsideWait = {
  readonly kind: 'webhook' | 'approval' | 'form';
  /** What is needed to take the call, such as how to answer it. */
  readonly details: JsonObject;
  readonly until: number | null;
};

/** An open wait: whether something has come for it already, and when it ends otherwise. */
export type OpenedWait = { readonly came: boolean; readonly until: number | null };

/** To wait for something from outside, a node opens the wait, returns `waiting`, and closes the wait when it runs again. */
export type NodeWaits = {
  /** From now on this attempt can be resumed. Opening it again changes nothing, not even its end. */
  open(wait: OutsideWait): Promise<OpenedWait>;
  /** Accepts nothing more, and returns what has come, or `null`. */
  close(): Promise<JsonValue>;
};

/** A call of a workflow, with its input items and their files. */
export type WorkflowCall = {
  readonly workflowId: string;
  readonly items: readonly Item[];
  /** The index of the first one in the list of the calling node, so that errors can name an item. */
  readonly offset: number;
};

/** `awaited`: whether the node waits for the executions to end. */
export type WorkflowCalls = { readonly calls: readonly WorkflowCall[]; readonly awaited: boolean };

/** The executions that an attempt has started. `ended`: all of them have ended, as can be when it starts them a second time. */
export type StartedCalls = { readonly ids: readonly string[]; readonly ended: boolean };

/** How a called execution ended. The `from` of its items refers to the items of the call. */
export type CallEnd = { readonly executionId: string; readonly workflowId: string } & (
  | { readonly status: 'completed'; readonly items: readonly Item[] }
  | { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly message: string }
);

/** To call workflows, a node starts their executions, returns `waiting` unless they have ended, and reads their ends when it runs again. */
export type NodeCalls = {
  /** Starts all executions or none, only once per attempt. Throws `NodeError` `workflow.*`. */
  start(request: WorkflowCalls): Promise<StartedCalls>;
  /** How the executions of this attempt ended, in the order of the calls. Throws `NodeError` `workflow.result_too_large`. */
  ends(): Promise<readonly CallEnd[]>;
};

/** Says by the head of an answer what its body is called, if it is kept as a file instead of being held in memory; `null`: it is not. */
export type KeepAs = (head: ResponseHead) => FileLabel | null;

/** A request of a node. `keepAs`: what a body becomes that is too large for memory, where there is a bucket; absent: an error. */
export type NodeRequest = Omit<OutgoingRequest, 'takeLarge'> & { readonly keepAs?: KeepAs };

/** What a request needs of the run that sends it. */
export type RequestRun = Pick<
  NodeRun<unknown>,
  'items' | 'pieces' | 'credential' | 'idempotencyKey' | 'request' | 'openFile' | 'hide' | 'now'
>;

/** Everything that a node may use while it runs. It throws a `NodeError` to fail. */
export type NodeRun<Config> = {
  /** The input items by handle. Every input handle of the node is there. */
  readonly inputs: { readonly [handle: string]: readonly Item[] };
  /** All input items as one list, which `Item.from` indexes. With one input handle, these are its items. */
  readonly items: readonly Item[];
  /** For a loop node; in every round, `items` are those to loop over. `null` for any other node. */
  readonly loop: LoopRun | null;
  /** The index in `items` of the first item of an input handle. */
  offset(handle: string): number;
  /** The config with its expressions resolved for one item (index in `items`) and parsed. Throws `NodeError` `node.config_invalid` or `expression.*`. */
  config(itemIndex: number): Config;
  /**
   * What a text of the config was put together of for one item, to say which expression brought what. Nothing for a value
   * without expressions. `path`: where it stands in the config as drawn.
   */
  pieces(itemIndex: number, path: ConfigPath): readonly TextPiece[];
  readonly trigger: TriggerInput;
  readonly execution: { readonly id: string; readonly workflowId: string; readonly workspaceId: string };
  /** Whether the node runs again because its wait is over. */
  readonly resumed: boolean;
  readonly attempt: number;
  /** A key for `Idempotency-Key` headers: the same for every attempt of this run, for this item. */
  idempotencyKey(itemIndex: number): string;
  /** Aborts when the execution is cancelled, the node times out, or the runner loses its lease. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /**
   * Lets an item that failed for good go out with its error, so that the others go their own ways, and says whether it does:
   * not if a failure stops the execution, if the attempt is made again, or if the node must not do its effect twice.
   */
  failItem(itemIndex: number, error: NodeError): boolean;
  /** The allowance of work for all items of the run. Pay here, in advance, for work that may grow faster than the input. */
  readonly work: WorkMeter;
  readonly timezone: string;
  /** Sends a request through the egress guard, which is the only way out. Throws `NodeError` (`egress.*`, `http.*`). */
  request(request: NodeRequest): Promise<IncomingResponse>;
  /** Opens a file that is in the bucket, if this execution holds it. Throws `NodeError` `file.not_found`. */
  openFile(file: StoredFile): Promise<StreamedBody>;
  /** Runs user code on the items of this run, in an isolate without access to anything else. */
  runCode(job: CodeJob): Promise<CodeOutcome>;
  /** Logs lines, which history keeps with this run. Those of an earlier attempt are dropped. */
  log(lines: readonly LogLine[]): void;
  readonly waits: NodeWaits;
  readonly calls: NodeCalls;
  /** Compares values with those of earlier executions, and stores them. Returns the indices of those that pass; every attempt gets the same. */
  seenValues(request: SeenValuesRequest): Promise<readonly number[]>;
  /** The searchable values of the execution so far. */
  metadata(): ExecutionMetadata;
  /** Keeps the mail of an item in the local outbox. Throws `NodeError` `email.no_provider` where there is none. */
  keepMail(mail: Mail, itemIndex: number): Promise<void>;
  /** Masks a text in journal and history, like the secrets of the credential: for tokens that the node got with them. */
  hide(text: string): void;
  /** The credential of the node, or `null` if it names none. */
  credential(): Promise<CredentialSecret | null>;
};
