import type { FileLabel } from '../../engine/item.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { storableText } from '../../shared/text/storable-text.ts';
import { createdAtOf } from '../model/created-at.ts';
import { BEGIN_FILE, DROP_FILE, FINISH_FILE } from './file-statements.ts';
import { type ExecutionFiles, type FileDeps, type FileMaker, keyOf } from './file-types.ts';

/** How long names and types of files may be that rows have: longer ones are cut. */
const MAX_LABEL = 255;

function cut(text: string): string {
  return storableText(text.slice(0, MAX_LABEL));
}

async function begin({ db, now, newId }: FileDeps, maker: FileMaker, label: FileLabel): Promise<string> {
  const at = now();
  const id = newId(at);
  const row = {
    execution_id: maker.executionId,
    file_id: id,
    execution_created_at: createdAtOf(maker.executionId).toISOString(),
    workspace_id: maker.workspaceId,
    node_id: maker.nodeId,
    kind: maker.kind,
    file_name: label.file_name === undefined ? null : cut(label.file_name),
    mime_type: cut(label.mime_type),
    is_kept: maker.isKept,
    created_at: new Date(at).toISOString(),
  };
  await db.sql.query(BEGIN_FILE, [JSON.stringify(row)]);
  return id;
}

/** Row, bytes, size, in this order: whatever breaks off leaves a row by which the bytes are found. */
export async function writeFile(
  deps: FileDeps,
  maker: FileMaker,
  { label, chunks }: { readonly label: FileLabel; readonly chunks: AsyncIterable<Uint8Array> },
): ReturnType<ExecutionFiles['write']> {
  const { db, blobs } = deps;
  const { workspaceId, executionId } = maker;
  const id = await begin(deps, maker, label);
  const key = keyOf(workspaceId, id);
  try {
    const { size, sha256 } = await blobs.write(key, chunks);
    const finished = await repeatOnFailure(SHORT_PAUSES, () =>
      db.sql.query(FINISH_FILE, [executionId, id, size, sha256]),
    );
    if (finished.length > 0) return { fileId: id, size };
    await blobs.remove([key]);
    throw new Error('The execution was forgotten while it wrote a file.');
  } catch (error) {
    // If this fails too, the night deletes the row.
    await db.sql.query(DROP_FILE, [executionId, id]).catch(() => undefined);
    throw error;
  }
}
