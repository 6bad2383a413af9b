import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a script in its own Node with these flags, and reads the JSON that it prints. Throws what `execFile` throws. */
export async function runJson(script: string, flags: readonly string[] = []): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...flags, script]);
  return JSON.parse(stdout);
}
