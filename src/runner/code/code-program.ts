import type { Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { CodeJob, CodeOutcome } from '../../nodes/code/code-job.ts';

/** What user code may know of its run beside the items. */
type CodeContext = {
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean };
  readonly execution: { readonly id: string; readonly mode: string; readonly resumeUrl?: string };
  readonly vars: JsonValue;
  readonly runIndex: number;
};

/** Code with all that it runs on. */
export type CodeProgram = CodeJob & {
  readonly workspaceId: string;
  readonly items: readonly Item[];
  readonly context: CodeContext;
};

/** Runs user code. A failure of the code is an outcome; what it throws is a `NodeError` `code.*`. */
export type CodeRunner = (program: CodeProgram, signal: AbortSignal) => Promise<CodeOutcome>;
