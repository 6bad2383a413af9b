import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { guardCode } from '../../nodes/code/guard-code.ts';
import { parseCode } from '../../nodes/code/parse-code.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import type { CodeProgram } from './code-program.ts';
import { ISOLATE_MODULES } from './isolate-modules.ts';

/** Finds or makes the isolate of a program. Throws `NodeError` `code.syntax`. */
export type LoadIsolate = (program: CodeProgram) => Fetcher;

const COMPATIBILITY_DATE = '2026-08-01';

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
 * Isolates are kept by the platform under their id: a hash of all that is in them, so that a change of ours or of the user's
 * makes another one, and of the workspace, so that no two share one. Each id costs money once a day, each fresh isolate time:
 * that is why one serves many runs, and why it is hardened so that no run leaves anything behind for the next.
 */
export function createIsolates(loader: WorkerLoader): LoadIsolate {
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
    const worker = loader.get(hash([harness, workspaceId, limitMs, module]), () => ({
      compatibilityDate: COMPATIBILITY_DATE,
      mainModule: 'main.js',
      modules: { ...ISOLATE_MODULES, 'code.js': module },
      env: {},
      globalOutbound: null,
      limits: { cpuMs: limitMs + OVERHEAD },
    }));
    return worker.getEntrypoint();
  };
}
