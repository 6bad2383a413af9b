import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as emptyDataDir } from '@electric-sql/pglite-prepopulatedfs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter, Statement } from '../../../scripts/database/adapter.ts';
import { answerWhenSynced } from '../../../scripts/database/answer-when-synced.ts';
import { createLogFiles, type LogFiles } from '../../../scripts/database/log-files.ts';
import { SyncedFolder, syncingParameters } from '../../../scripts/database/synced-folder.ts';

let folder: string;
let pglite: PGlite;
let log: LogFiles;
let syncs: PromiseWithResolvers<void>[] = [];
let deferred: string[] = [];
let syncedFirst = 0;
let slow = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linkflow-sync-'));
  const files = createLogFiles(async () => {
    const sync = Promise.withResolvers<void>();
    syncs.push(sync);
    if (slow) await sync.promise;
  });
  log = {
    ...files,
    defer(path) {
      deferred.push(path);
      files.defer(path);
    },
    syncNow() {
      syncedFirst += 1;
      files.syncNow();
    },
  };
  const fs = new SyncedFolder(join(folder, 'postgres'), log);
  const startParams = syncingParameters(PGlite.defaultStartParams);
  pglite = await PGlite.create({ fs, startParams, loadDataDir: await emptyDataDir() });
  await pglite.exec('CREATE TABLE things (n int)');
  await log.synced();
});

afterAll(async () => {
  await pglite.close();
  log.close();
  await rm(folder, { recursive: true, force: true });
});

function reset(isSlow: boolean): void {
  syncs = [];
  deferred = [];
  syncedFirst = 0;
  slow = isSlow;
}

/** PGlite behind what answers when the log is synced. */
function adapter(): DatabaseAdapter {
  const refused = () => Promise.reject(new Error('not asked for'));
  const execute = async ({ query }: Statement) => {
    const { rows, affectedRows } = await pglite.query<string[]>(query, [], { rowMode: 'array' });
    return { command: 'X', rowCount: affectedRows ?? null, fields: [], rows };
  };
  return answerWhenSynced({ execute, transaction: refused, withSession: refused, close: refused }, log);
}

function run(query: string): Promise<unknown> {
  return adapter().execute({ query, params: [] });
}

async function isAnswered(work: Promise<unknown>): Promise<boolean> {
  return (
    (await Promise.race([work.then(() => true), new Promise((resolve) => setTimeout(resolve, 50, false))])) === true
  );
}

describe('the embedded Postgres with synced files', () => {
  it('asks for its log to be synced when something is committed, and not when something is read', async () => {
    reset(false);
    await run('SELECT count(*) FROM things');
    expect([deferred, syncs]).toEqual([[], []]);
    await run('INSERT INTO things VALUES (1)');
    expect(deferred.map((path) => basename(path))).toEqual([expect.stringMatching(/^[0-9A-F]{24}$/)]);
    expect([syncs.length, log.isSynced()]).toEqual([1, true]);
  });

  it('answers a write when the sync is over, and what reads it no sooner', async () => {
    reset(true);
    const write = run('INSERT INTO things VALUES (2)');
    expect(await isAnswered(write)).toBe(false);
    const read = run('SELECT n FROM things WHERE n = 2');
    expect(await isAnswered(read)).toBe(false);
    syncs[0]?.resolve();
    await write;
    expect(await isAnswered(read)).toBe(false);
    syncs[1]?.resolve();
    expect(await read).toMatchObject({ rows: [[2]] });
  });

  it('answers with one sync what was written while another was under way', async () => {
    reset(true);
    const first = run('INSERT INTO things VALUES (3)');
    await isAnswered(first);
    const others = [4, 5, 6].map((n) => run(`INSERT INTO things VALUES (${n})`));
    await isAnswered(Promise.race(others));
    syncs[0]?.resolve();
    await first;
    syncs[1]?.resolve();
    await Promise.all(others);
    expect(syncs).toHaveLength(2);
  });

  it('does not answer a write whose sync failed', async () => {
    reset(true);
    const failing = createLogFiles(() => Promise.reject(new Error('EIO')));
    failing.defer(join(folder, 'postgres', 'PG_VERSION'));
    const execute = async () => ({ command: 'X', rowCount: null, fields: [], rows: [] });
    const refused = () => Promise.reject(new Error('not asked for'));
    const broken = answerWhenSynced({ execute, transaction: refused, withSession: refused, close: refused }, failing);
    await expect(broken.execute({ query: '', params: [] })).rejects.toThrow('EIO');
    await expect(broken.execute({ query: '', params: [] })).rejects.toThrow('EIO');
    failing.close();
  });

  it('syncs its log before pages that it has changed go to their files', async () => {
    reset(true);
    const write = run('INSERT INTO things SELECT generate_series(10, 1000)');
    await isAnswered(write);
    expect([syncs.length, syncedFirst, log.isSynced()]).toEqual([1, 0, false]);
    await pglite.exec('CHECKPOINT');
    expect(syncedFirst).toBeGreaterThan(0);
    syncs[0]?.resolve();
    await write;
  });
});
