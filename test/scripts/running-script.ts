import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../scripts/support/paths.ts';

/** A script in a process of its own. `output` grows while it runs. */
export type RunningScript = {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

export function startScript(script: string, environment: { readonly [name: string]: string }): RunningScript {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', script)], {
    env: { ...process.env, DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode);
  return { process: child, output, ended };
}

/** Asks again and again until the answer is yes; throws after two minutes. */
export async function eventually(what: string, ask: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`Waited two minutes, and still not: ${what}`);
    await delay(50);
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
