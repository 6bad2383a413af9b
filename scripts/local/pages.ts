import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../support/paths.ts';
import { errorText, StartError } from '../support/start-error.ts';
import { hashSources, type Sources } from './source-hash.ts';

/** Where the pages are built, and served from. */
export const PAGES_FOLDER = join(ROOT, 'web/dist');

/** What they are made from. */
const PAGE_SOURCES: Sources = {
  folders: ['web/src'],
  files: ['web/index.html', 'web/layers-first.ts', 'web/no-colors.ts', 'web/vite.config.ts', 'package-lock.json'],
};

/** Names, beside the files, the sources that they were made from. */
const STAMP = join(PAGES_FOLDER, 'sources.sha256');

/** Builds the pages of the present sources, unless they are there. */
export async function buildPages(): Promise<void> {
  const hash = await hashSources(ROOT, PAGE_SOURCES);
  if ((await readStamp()) === hash) return;
  await runVite();
  await writeFile(STAMP, hash);
}

/** What is missing is as good as made from other sources. */
async function readStamp(): Promise<string | null> {
  try {
    return await readFile(STAMP, 'utf8');
  } catch {
    return null;
  }
}

/** The folder stays the same one: who serves it has it open. Whoever asks for them, in a test too, gets those for people. */
async function runVite(): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js');
  const args = [vite, 'build', join(ROOT, 'web'), '--outDir', PAGES_FOLDER, '--emptyOutDir', '--logLevel', 'warn'];
  try {
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : errorText(error);
    throw new StartError(`The pages cannot be built.\n${output}`, error);
  }
}
