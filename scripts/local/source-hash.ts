import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a build is made from, by paths from the root. */
export type Sources = { readonly folders: readonly string[]; readonly files: readonly string[] };

/** What the Worker is made from. */
export const WORKER_SOURCES: Sources = {
  folders: ['src', 'durable-objects', 'examples'],
  files: ['wrangler.toml', 'package-lock.json', 'tsconfig.json'],
};

/** A hash over all that a build is made from. */
export async function hashSources(root: string, sources: Sources): Promise<string> {
  const folders = await Promise.all(sources.folders.map((folder) => listFiles(root, folder)));
  const files = [...sources.files, ...folders.flat()].sort();
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  const hash = createHash('sha256');
  contents.forEach((content, index) => {
    hash.update(`${files[index]}\n${content.length}\n`).update(content);
  });
  return hash.digest('hex');
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
