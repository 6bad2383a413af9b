import { env } from 'cloudflare:workers';
import { createBlobStore } from '../../src/executions/files/blob-store.ts';
import { createExecutionFiles } from '../../src/executions/files/execution-files.ts';
import type { FileHolder } from '../../src/executions/files/file-types.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase } from './test-database.ts';

if (env.BLOBS === undefined) throw new Error('The tests need a bucket.');

/** The bucket of the tests. */
export const bucket = env.BLOBS;
export const blobs = createBlobStore(bucket);
export const executionFiles = createExecutionFiles({ db: testDatabase(), blobs, now: Date.now, newId });

/** Texts as chunks of bytes. */
export async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

/** Lets an execution hold a file with this text; gives its id. */
export async function holdFile(holder: FileHolder, text: string, isKept = true): Promise<string> {
  const maker = { ...holder, nodeId: 'n', kind: 'file', isKept } as const;
  const label = { mime_type: 'text/plain', file_name: 'a.txt' };
  return (await executionFiles.write(maker, label, chunksOf(text))).fileId;
}
