import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { CodeProgram } from '../../../src/runner/code/code-program.ts';
import { isolateError } from '../../../src/runner/code/isolate-error.ts';
import { createLoaderHost } from '../../../src/runner/code/loader-host.ts';
import { createCodeRunner } from '../../../src/runner/code/run-code.ts';
import { program } from './support/run.ts';

type Loaded = { readonly id: string | null; readonly code: WorkerLoaderWorkerCode };

/** Runs a program, and gives what the platform was asked to load for it. */
async function loadedFor(one: CodeProgram): Promise<Loaded> {
  const loaded: Loaded[] = [];
  const loader: WorkerLoader = {
    get(id, getCode) {
      const code = Promise.resolve(getCode());
      void code.then((value) => loaded.push({ id, code: value }));
      return env.LOADER.get(id, () => code);
    },
    load: (code) => env.LOADER.load(code),
  };
  await createCodeRunner(createLoaderHost(loader))(one, new AbortController().signal);
  const [first] = loaded;
  if (first === undefined) throw new Error('Nothing was loaded.');
  return first;
}

async function idOf(source: string, more: Partial<CodeProgram> = {}): Promise<string | null> {
  return (await loadedFor(program(source, more))).id;
}

describe('the isolate of a program', () => {
  it('has no network, no bindings and a limit on its time', async () => {
    const { code } = await loadedFor(program('return [];', { limitMs: 1000 }));
    expect(code).toMatchObject({ globalOutbound: null, env: {}, limits: { cpuMs: 1200 } });
    expect(code.compatibilityFlags).toBeUndefined();
  });

  it('holds the code and nothing of its input', async () => {
    const { code } = await loadedFor(program('return [];', { items: [{ json: { card: '4111-1111' } }] }));
    expect(JSON.stringify(code)).not.toContain('4111-1111');
  });

  it('serves other runs of the same code in the same workspace', async () => {
    const one = await idOf('return items;', { items: [{ json: { a: 1 } }] });
    expect(await idOf('return items;', { mode: 'each_item', items: [] })).toBe(one);
  });

  it.each<[string, string, Partial<CodeProgram>]>([
    ['another workspace', 'return [];', { workspaceId: 'workspace-2' }],
    ['other code', 'return [ ];', {}],
    ['another limit', 'return [];', { limitMs: 100 }],
  ])('is not that of %s', async (_, source, more) => {
    expect(await idOf(source, more)).not.toBe(await idOf('return [];'));
  });
});

describe('isolateError', () => {
  it.each([
    ['Worker exceeded CPU time limit.', 'code.time_limit', false],
    ['Worker exceeded memory limit.', 'code.out_of_memory', false],
    [
      'The Workers runtime canceled this request because it detected that your code had hung',
      'code.never_settled',
      false,
    ],
    ['Too many concurrent dynamic workers', 'code.busy', true],
    ["Uncaught SyntaxError: Unexpected token '}'", 'code.syntax', false],
    ['internal error; reference = abc', 'code.unavailable', true],
  ])('knows: %s', (message, code, retryable) => {
    expect(isolateError(new Error(message))).toMatchObject({ code, retryable });
  });
});
