import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** Where the types of the API stand, for the pages. It is made, and in no commit. */
const API_TYPES_FILE = join(ROOT, 'web/src/lib/api/schema.gen.ts');

/** Writes the types of all that the API takes and answers, as TypeScript. They come from the document's schemas alone: paths would double them. */
export async function writeApiTypes(document: string): Promise<void> {
  const { createClient } = await import('@hey-api/openapi-ts');
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-types-'));
  try {
    const { openapi, info, components } = JSON.parse(document);
    await createClient({
      input: { openapi, info, paths: {}, components },
      output: { path: folder, entryFile: false },
      plugins: ['@hey-api/typescript'],
      logs: { level: 'silent' },
      parser: { filters: { orphans: true } },
    });
    await copyFile(join(folder, 'types.gen.ts'), API_TYPES_FILE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
