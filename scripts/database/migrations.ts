import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A numbered SQL file, without BEGIN and COMMIT: it runs in one transaction with its entry in schema_migrations. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  /** Those of texts that did the same, and stand in databases as applied. */
  readonly former: readonly string[];
  readonly sql: string;
};

/** How a file names a text that it had before. Only for one that could not be applied everywhere. */
const FORMER = /^-- Formerly ([0-9a-f]{64})\b/gm;

const FILE_NAME = /^(\d{4})_(\w+)\.sql$/;

/** Reads the migrations of a folder, in order; throws when they aren't numbered 0001, 0002 … without a gap. */
export async function loadMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file, index) => loadMigration(folder, file, index + 1)));
}

async function loadMigration(folder: string, file: string, expected: number): Promise<Migration> {
  const [, digits, name] = FILE_NAME.exec(file) ?? [];
  if (name === undefined || Number(digits) !== expected) {
    throw new Error(`Migration ${file} should be number ${String(expected).padStart(4, '0')}.`);
  }
  const sql = await readFile(join(folder, file), 'utf8');
  const former = [...sql.matchAll(FORMER)].map(([, checksum = '']) => checksum);
  return { version: expected, name, sql, former, checksum: createHash('sha256').update(sql).digest('hex') };
}
