import { spawn } from 'node:child_process';
import { ROOT } from './paths.ts';

/** A command that runs at the same time as others. `next`: what runs in its place once it has ended. */
export type Part = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly next?: Part;
};

/** The exit code of a part. A part that was killed or could not be started has 1. */
export type PartEnd = { readonly name: string; readonly status: number };

/** Runs all parts at the same time, and prints the output of each when it has ended. The ends are in the order of the parts. */
export async function runParts(parts: readonly Part[]): Promise<readonly PartEnd[]> {
  console.log(`Side by side: ${parts.map(({ name }) => name).join(', ')}`);
  return (await Promise.all(parts.map(runInTurn))).flat();
}

async function runInTurn(part: Part): Promise<readonly PartEnd[]> {
  const ends: PartEnd[] = [];
  for (let one: Part | undefined = part; one !== undefined; one = one.next) ends.push(await runPart(one));
  return ends;
}

async function runPart({ name, command, args }: Part): Promise<PartEnd> {
  const began = performance.now();
  const { output, status } = await collect(command, args);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`\n── ${name}: ${status === 0 ? 'ok' : 'failed'} after ${seconds} s\n${output}`);
  return { name, status };
}

/** Keeps the colours of the output if it goes to a terminal. */
function colours(): NodeJS.ProcessEnv {
  return process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
}

function collect(command: string, args: readonly string[]): Promise<{ output: string; status: number }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: colours(), stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => chunks.push(Buffer.from(`${error.message}\n`)));
    child.once('close', (code) => resolve({ output: Buffer.concat(chunks).toString('utf8'), status: code ?? 1 }));
  });
}
