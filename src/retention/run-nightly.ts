import type { SystemDatabase } from '../db/client.ts';
import { destroyWorkspaces } from './destroy-workspaces.ts';
import { RETENTION, type RetentionRule } from './retention-rules.ts';

/** Months of partitions that stand ready beyond the present one. */
const MONTHS_AHEAD = 3;

/** Rows that one statement takes, so that no lock lasts, and how many statements one night runs for each rule. */
const CHUNK = 5000;
const MAX_CHUNKS = 200;

async function applyRule(db: SystemDatabase, { keptFor, statement }: RetentionRule): Promise<void> {
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const expired = await db.sql.query(statement, [keptFor, CHUNK]);
    if (expired.length < CHUNK) return;
  }
}

/** The nightly work: makes the partitions of the coming months, deletes what is past its retention, and destroys workspaces. */
export async function runNightly(db: SystemDatabase): Promise<void> {
  await db.sql.query('SELECT ensure_partitions($1::int)', [MONTHS_AHEAD]);
  for (const rule of Object.values(RETENTION)) await applyRule(db, rule);
  await destroyWorkspaces(db);
}
