import { beforeAll, describe, expect, it } from 'vitest';
import { type BlobStore, createBlobStore } from '../../../src/executions/files/blob-store.ts';
import { createExecutionFiles } from '../../../src/executions/files/execution-files.ts';
import type { FileHolder } from '../../../src/executions/files/file-types.ts';
import { sweepFiles } from '../../../src/executions/files/sweep-files.ts';
import { newId } from '../../../src/shared/ids.ts';
import { blobs, bucket, chunksOf, executionFiles, holdFile } from '../../support/bucket.ts';
import { tick } from '../../support/queue.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();
const { sql } = db;
const files = executionFiles;

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function holder(): FileHolder {
  return { workspaceId: user.workspaceId, executionId: newId(Date.now()) };
}

function written(of: FileHolder, isKept = true): Promise<string> {
  return holdFile(of, '12345', isKept);
}

function inBucket(id: string): Promise<boolean> {
  return bucket.head(`${user.workspaceId}/${id}`).then((found) => found !== null);
}

async function storage(): Promise<[number, number]> {
  const [row] = await sql.query('SELECT files, file_bytes FROM workspace_storage WHERE workspace_id = $1::uuid', [
    user.workspaceId,
  ]);
  return [Number(row?.files ?? 0), Number(row?.file_bytes ?? 0)];
}

async function forget({ executionId }: FileHolder): Promise<void> {
  await sql.query('DELETE FROM execution_files WHERE execution_id = $1::uuid', [executionId]);
}

describe('a file', () => {
  it('goes with the last execution that holds it, and counts once until then', async () => {
    const [first, second] = [holder(), holder()];
    const [filesBefore, bytesBefore] = await storage();
    const id = await written(first);
    await files.share(first, { fileIds: [id], executionIds: [second.executionId] });
    expect(await storage()).toEqual([filesBefore + 1, bytesBefore + 5]);
    await forget(first);
    await sweepFiles(db, blobs);
    expect([await files.find(first, id), (await files.find(second, id))?.size, await inBucket(id)]).toEqual([
      null,
      5,
      true,
    ]);
    await forget(second);
    await sweepFiles(db, blobs);
    expect([await inBucket(id), ...(await storage())]).toEqual([false, filesBefore, bytesBefore]);
  });

  it('goes if two let go of it at the same time', async () => {
    const holders = [holder(), holder(), holder(), holder()];
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const [first = holder(), ...others] = holders;
        const id = await written(first);
        await files.share(first, { fileIds: [id], executionIds: others.map(({ executionId }) => executionId) });
        return id;
      }),
    );
    await Promise.all(holders.map(forget));
    await sweepFiles(db, blobs);
    expect(await Promise.all(ids.map(inBucket))).toEqual(ids.map(() => false));
  });

  it('of another execution, or another workspace, is not shared', async () => {
    const [mine, other] = [holder(), holder()];
    const id = await written(mine);
    const stranger = { ...mine, workspaceId: (await createUser()).workspaceId };
    await files.share(other, { fileIds: [id], executionIds: [other.executionId] });
    await files.share(stranger, { fileIds: [id], executionIds: [other.executionId] });
    expect([await files.find(other, id), await files.find(stranger, id)]).toEqual([null, null]);
  });

  it('that nobody finished is not there, and goes in the night', async () => {
    const of = holder();
    const broken: BlobStore = { ...blobs, write: () => new Promise(() => undefined) };
    const lost = createExecutionFiles({ db, blobs: broken, now: () => Date.now() - 2 * 86_400_000, newId });
    void lost.write({ ...of, nodeId: 'n', kind: 'file', isKept: true }, { mime_type: 'a/b' }, chunksOf('x'));
    const rows = (): Promise<unknown[]> =>
      sql.query('SELECT file_id FROM execution_files WHERE execution_id = $1::uuid', [of.executionId]);
    await expect.poll(async () => (await rows()).length).toBe(1);
    const [row] = await sql.query('SELECT file_id FROM execution_files WHERE execution_id = $1::uuid', [
      of.executionId,
    ]);
    await bucket.put(`${user.workspaceId}/${row?.file_id}`, 'what was written of it');
    expect(await files.find(of, String(row?.file_id))).toBe(null);
    await tick('17 3 * * *');
    await tick();
    expect([await rows(), await inBucket(String(row?.file_id))]).toEqual([[], false]);
  });

  it('that is forgotten while it is written leaves nothing', async () => {
    const of = holder();
    const keys = async (): Promise<readonly string[]> =>
      (await bucket.list({ prefix: `${user.workspaceId}/` })).objects.map(({ key }) => key);
    const before = await keys();
    async function* forgotten(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('a');
      await forget(of);
      await sweepFiles(db, blobs);
    }
    const maker = { ...of, nodeId: 'n', kind: 'file', isKept: true } as const;
    await expect(files.write(maker, { mime_type: 'a/b' }, forgotten())).rejects.toThrow('forgotten');
    expect(await keys()).toEqual(before);
  });

  it('goes with its workspace, even at one blow', async () => {
    const owner = await createUser();
    const of = { workspaceId: owner.workspaceId, executionId: newId(Date.now()) };
    const maker = { ...of, nodeId: 'n', kind: 'file', isKept: true } as const;
    const { fileId } = await files.write(maker, { mime_type: 'a/b' }, chunksOf('x'));
    await sql.query('DELETE FROM workspaces WHERE id = $1::uuid', [owner.workspaceId]);
    await sweepFiles(db, blobs);
    expect(await bucket.head(`${owner.workspaceId}/${fileId}`)).toBe(null);
  });

  it('whose execution keeps no data goes with the answer', async () => {
    const of = holder();
    const [kept, unkept] = [await written(of), await written(of, false)];
    await sql.query(
      `INSERT INTO executions_to_forget (execution_id, execution_created_at, workspace_id, what, due_at)
       VALUES ($1::uuid, now(), $2::uuid, 'answer', now())`,
      [of.executionId, user.workspaceId],
    );
    await tick();
    await sweepFiles(db, blobs);
    expect([await inBucket(kept), await inBucket(unkept)]).toEqual([true, false]);
  });
});

describe('the memory', () => {
  it('holds one part of a file, however long that is', async () => {
    const of = holder();
    let made = 0;
    let given = 0;
    const CHUNK = 64 * 1024;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; made < 40_000_000; made += CHUNK) yield new Uint8Array(CHUNK);
    }
    const parts: number[] = [];
    const counting = {
      ...bucket,
      createMultipartUpload: async (key: string) => {
        const upload = await bucket.createMultipartUpload(key);
        return {
          uploadPart: async (number: number, part: Uint8Array) => {
            parts.push(made - given);
            given += part.length;
            return upload.uploadPart(number, part);
          },
          complete: (all: R2UploadedPart[]) => upload.complete(all),
        };
      },
    };
    const counted = createExecutionFiles({ db, blobs: createBlobStore(Object(counting)), now: Date.now, newId });
    const maker = { ...of, nodeId: 'n', kind: 'file', isKept: true } as const;
    const { size } = await counted.write(maker, { mime_type: 'a/b' }, source());
    expect([size, parts.length]).toEqual([made, 8]);
    expect(Math.max(...parts)).toBeLessThanOrEqual(5 * 1024 * 1024 + CHUNK);
  });
});
