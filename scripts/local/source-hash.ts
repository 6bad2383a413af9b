import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDERS = ['src', 'durable-objects'];
const FILES = ['wrangler.toml', 'package-lock.json', 'tsconfig.json'];

/** A hash over all that the bundle is made from. */
export async function hashSources(root: string): Promise<string> {
  const folders = await Promise.all(FOLDERS.map((folder) => listFiles(root, folder)));
  const files = [...FILES, ...folders.flat()].sort();
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
