import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A numbered SQL file, without BEGIN and COMMIT: it runs in one transaction with its entry in schema_migrations. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
};

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
  return { version: expected, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
