import { env } from 'cloudflare:workers';
import type { JsonObject } from '../../../../src/engine/json.ts';
import type { CodeOutcome } from '../../../../src/nodes/code/code-job.ts';
import { NodeError } from '../../../../src/nodes/node-error.ts';
import type { CodeProgram } from '../../../../src/runner/code/code-program.ts';
import { createLoaderHost } from '../../../../src/runner/code/loader-host.ts';
import { createCodeRunner } from '../../../../src/runner/code/run-code.ts';

const runCode = createCodeRunner(createLoaderHost(env.LOADER));

const CONTEXT = {
  workflow: { id: 'workflow-1', name: 'Test', active: true },
  execution: { id: 'execution-1', mode: 'manual' },
  vars: { region: 'eu' },
  runIndex: 0,
};

/** A program of `workspace-1` over one empty item, unless a test says otherwise. */
export function program(source: string, more: Partial<CodeProgram> = {}): CodeProgram {
  const items = [{ json: {} }];
  const how = { mode: 'all_items', limitMs: 2000, concurrency: 1 } as const;
  return { source, ...how, workspaceId: 'workspace-1', items, context: CONTEXT, ...more };
}

/** Runs code in an isolate, as the node would. */
export function run(source: string, more: Partial<CodeProgram> = {}): Promise<CodeOutcome> {
  return runCode(program(source, more), new AbortController().signal);
}

/** What the code returned: the JSON of its items, or the code and message with which it failed. */
export async function resultOf(source: string, more: Partial<CodeProgram> = {}): Promise<JsonObject[] | string> {
  try {
    const outcome = await run(source, more);
    if (outcome.type === 'returned') return outcome.items.map((item) => item.json);
    return `${outcome.failure.code}: ${outcome.failure.message}`;
  } catch (error) {
    if (error instanceof NodeError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** The value of an expression in user code. */
export async function evaluate(expression: string): Promise<unknown> {
  const result = await resultOf(`return { value: ${expression} };`);
  return typeof result === 'string' ? result : result[0]?.value;
}
