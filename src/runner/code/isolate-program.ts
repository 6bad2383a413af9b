import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { guardCode } from '../../nodes/code/guard-code.ts';
import { parseCode } from '../../nodes/code/parse-code.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import type { CodeProgram } from './code-program.ts';
import { ISOLATE_MODULES } from './isolate-modules.ts';

/** What makes an isolate. */
export type IsolateProgram = {
  /** A hash of all that is in the isolate. */
  readonly id: string;
  /** The user's code as a module, with looks at the clock in its loops. */
  readonly module: string;
  /** What the platform lets a run compute, in milliseconds of CPU. */
  readonly cpuMs: number;
};

/** Runs a job, as JSON, in the isolate of a program; the answer is what the isolate sent. Throws `NodeError`, or what the platform throws. */
export type IsolateHost = (program: IsolateProgram, job: string, signal: AbortSignal) => Promise<Response>;

export const COMPATIBILITY_DATE = '2026-08-01';

/** What all compiled modules kept at hand, and their sources, may take together, in UTF-16 units. */
const CACHED_LENGTH = 4_000_000;

/** What reading the input and hardening the isolate may cost, beside what the code itself computes. In milliseconds. */
const OVERHEAD = 200;

function hash(parts: readonly unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))));
}

function compileModule(source: string): string {
  const parsed = parseCode(source);
  if (parsed.type === 'parsed') return guardCode(parsed);
  throw new NodeError('code.syntax', `${parsed.message} (${parsed.line}:${parsed.column})`);
}

/**
 * Makes the compiler of programs. Isolates are kept under their id: a hash of all that is in them, so that a change of ours or
 * of the user's makes another one, and of the workspace, so that no two share one. Each id costs money once a day, each fresh
 * isolate time: that is why one serves many runs, and why it is hardened so that no run leaves anything behind for the next.
 */
export function createProgramCompiler(): (program: CodeProgram) => IsolateProgram {
  const modules = createLruCache<string>(CACHED_LENGTH);
  let harness: string | undefined;

  function moduleOf(source: string): string {
    const known = modules.get(source);
    if (known !== undefined) return known;
    const module = compileModule(source);
    modules.set(source, module, source.length + module.length);
    return module;
  }

  return ({ source, workspaceId, limitMs }) => {
    const module = moduleOf(source);
    harness ??= hash([ISOLATE_MODULES, COMPATIBILITY_DATE]);
    return { id: hash([harness, workspaceId, limitMs, module]), module, cpuMs: limitMs + OVERHEAD };
  };
}
