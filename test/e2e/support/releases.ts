import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, loadBundle } from '../../../scripts/local/bundle.ts';
import { findFreePort } from '../../../scripts/local/free-port.ts';
import { parseLocalSettings } from '../../../scripts/local/settings.ts';
import { type Stack, startStack } from '../../../scripts/local/stack.ts';
import { unpackBundle } from '../../../scripts/release/packed-bundle.ts';
import { MIGRATIONS, RELEASES } from '../../../scripts/support/paths.ts';

/** A stack that began with the last release, on a database of its time. */
export type ReleasedStack = {
  readonly stack: Stack;
  readonly last: Bundle;
  readonly present: Bundle;
  /** Applies the migrations that came after the last release. */
  migrate(): Promise<void>;
  close(): Promise<void>;
};

async function migrationsUntil(last: number, folder: string): Promise<string> {
  await mkdir(folder);
  const files = (await readdir(MIGRATIONS)).filter((file) => Number.parseInt(file, 10) <= last);
  await Promise.all(files.map((file) => cp(join(MIGRATIONS, file), join(folder, file))));
  return folder;
}

async function lastRelease(): Promise<string> {
  const [file] = await readdir(RELEASES);
  if (file === undefined) throw new Error(`No release is kept in ${RELEASES}.`);
  return join(RELEASES, file);
}

/** Starts the last release with a lease of two seconds and a tick each second. */
export async function startLastRelease(): Promise<ReleasedStack> {
  const root = await mkdtemp(join(tmpdir(), 'linkflow-releases-'));
  const { bundle: last, migrations } = await unpackBundle(await lastRelease(), join(root, 'last'));
  const present = await loadBundle(join(root, 'present'));
  const settings = parseLocalSettings({
    LINKFLOW_DATA: join(root, 'data'),
    PORT: String(await findFreePort()),
    LEASE_SECONDS: '2',
    TICK_SECONDS: '1',
    MAX_CLAIMS: '100',
  });
  const stack = await startStack(settings, {
    bundle: async () => last,
    migrations: await migrationsUntil(migrations, join(root, 'migrations')),
  });
  return {
    stack,
    last,
    present,
    migrate: () => stack.migrate(MIGRATIONS),
    async close() {
      await stack.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
