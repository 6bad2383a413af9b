import type { Item } from '../../src/engine/item.ts';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import { createWorkMeter, type WorkMeter } from '../../src/engine/work-meter.ts';
import type { NodeDefinition, NodeResult } from '../../src/nodes/define-node.ts';
import { openNoFile } from '../../src/nodes/files/file-not-found.ts';
import { NodeError } from '../../src/nodes/node-error.ts';
import type {
  CallEnd,
  CredentialSecret,
  LoopRun,
  NodeRequest,
  NodeRun,
  TriggerInput,
  WorkflowCalls,
} from '../../src/nodes/node-run.ts';
import { parseConfig } from '../../src/nodes/parse-config.ts';
import type { ExecutionMetadata } from '../../src/shared/execution-metadata.ts';
import type { IncomingResponse } from '../../src/shared/http-exchange.ts';
import type { LogLine } from '../../src/shared/log-line.ts';
import type { Mail } from '../../src/shared/mail.ts';
import type { SeenValuesRequest } from '../../src/shared/seen-values-request.ts';

/** A moment that tests agree on: 2026-03-04T05:06:07Z. */
export const NOW = Date.UTC(2026, 2, 4, 5, 6, 7);

/** What a test says of a node run; the rest is made up. */
export type FakeRun = {
  /** The resolved config, the same for each item or made from it, as expressions would. */
  readonly config?: JsonObject | ((item: JsonObject, index: number) => JsonObject);
  /** Items of the `main` handle: just their JSON. */
  readonly items?: readonly JsonObject[];
  /** Items by handle, where JSON alone won't do. */
  readonly inputs?: { readonly [handle: string]: readonly Item[] };
  readonly loop?: LoopRun;
  readonly resumed?: boolean;
  /** What came for a node that waited. */
  readonly received?: JsonValue;
  /** What the executions came to that the node had called. */
  readonly ends?: readonly CallEnd[];
  /** Called with what the node calls. */
  readonly onCalls?: (request: WorkflowCalls) => void;
  readonly trigger?: Partial<TriggerInput>;
  readonly credential?: CredentialSecret;
  readonly respond?: (request: NodeRequest) => IncomingResponse | Promise<IncomingResponse>;
  /** Takes what the node writes. */
  readonly logs?: LogLine[];
  readonly seenValues?: (request: SeenValuesRequest) => readonly number[];
  readonly metadata?: ExecutionMetadata;
  /** The local outbox; absent: there is none. */
  readonly kept?: Mail[];
  readonly signal?: AbortSignal;
  readonly timezone?: string;
  /** Default: one that allows what a runner allows. */
  readonly work?: WorkMeter;
  /** Default {@link NOW}. */
  readonly now?: number;
};

/** Items with this JSON and nothing else. */
export function toItems(jsons: readonly JsonObject[]): Item[] {
  return jsons.map((json) => ({ json }));
}

/** A node run without a runner: the config is taken as resolved, requests go to `respond`. */
export function fakeRun<Config>(definition: NodeDefinition<Config>, fake: FakeRun = {}): NodeRun<Config> {
  const inputs = fake.inputs ?? { main: toItems(fake.items ?? []) };
  const handles = Object.keys(inputs);
  const items = Object.values(inputs).flat();
  const config = fake.config ?? {};
  return {
    inputs,
    items,
    offset: (handle) =>
      handles.slice(0, handles.indexOf(handle)).reduce((sum, name) => sum + (inputs[name]?.length ?? 0), 0),
    config: (index) =>
      parseConfig(definition, typeof config === 'function' ? config(items[index]?.json ?? {}, index) : config, index),
    pieces: () => [],
    loop: fake.loop ?? null,
    resumed: fake.resumed ?? false,
    trigger: { type: 'manual', data: {}, input: {}, ...fake.trigger },
    execution: { id: 'execution-1', workflowId: 'workflow-1', workspaceId: 'workspace-1' },
    attempt: 1,
    idempotencyKey: (index) => `key-${index}`,
    signal: fake.signal ?? new AbortController().signal,
    now: () => fake.now ?? NOW,
    failItem: () => false,
    work: fake.work ?? createWorkMeter({ steps: 20_000_000, expired: () => false }),
    timezone: fake.timezone ?? 'UTC',
    request: async (request) => {
      if (fake.respond === undefined) throw new NodeError('egress.network', 'no network in this test');
      return fake.respond(request);
    },
    openFile: openNoFile,
    runCode: async () => {
      throw new NodeError('code.unavailable', 'no isolates in this test');
    },
    waits: {
      open: async ({ until }) => ({ came: fake.received !== undefined, until }),
      close: async () => fake.received ?? null,
    },
    calls: {
      start: async (request) => {
        fake.onCalls?.(request);
        return { ids: request.calls.map((_call, place) => `called-${place}`), ended: fake.ends !== undefined };
      },
      ends: async () => fake.ends ?? [],
    },
    log: (lines) => fake.logs?.push(...lines),
    seenValues: async (request) => fake.seenValues?.(request) ?? [],
    metadata: () => fake.metadata ?? {},
    keepMail: async (mail) => {
      if (fake.kept === undefined) throw new NodeError('email.no_provider', 'no outbox in this test');
      fake.kept.push(mail);
    },
    hide: () => undefined,
    credential: async () => fake.credential ?? null,
  };
}

/** Runs a node and gives back its items by handle. */
export async function outputsOf<Config>(
  definition: NodeDefinition<Config>,
  fake: FakeRun = {},
): Promise<{ readonly [handle: string]: readonly Item[] }> {
  const result = await runNode(definition, fake);
  if (result.type !== 'completed') throw new Error('the node waits');
  return result.outputs;
}

/** Runs a node and gives back the JSON of the items on `main`. */
export async function jsonOf<Config>(definition: NodeDefinition<Config>, fake: FakeRun = {}): Promise<JsonObject[]> {
  const outputs = await outputsOf(definition, fake);
  return (outputs.main ?? []).map((item) => item.json);
}

/** Runs a node. A failure comes as a rejected promise, whether the node waits or not. */
export async function runNode<Config>(definition: NodeDefinition<Config>, fake: FakeRun = {}): Promise<NodeResult> {
  return await definition.execute(fakeRun(definition, fake));
}
