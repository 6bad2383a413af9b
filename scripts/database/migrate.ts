import type { DatabaseAdapter, Session } from './adapter.ts';
import type { Migration } from './migrations.ts';

/** The number of the advisory lock: "LINKFLOW" in ASCII, cut to a positive BIGINT. */
const LOCK = '5497285395640242007';

const CREATE_TABLE = `
CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
)`;

/** A migration failed, and was rolled back. */
export class MigrationError extends Error {
  constructor(migration: Migration, reason: string, cause?: unknown) {
    super(`Migration ${String(migration.version).padStart(4, '0')}_${migration.name} ${reason}`, { cause });
    this.name = 'MigrationError';
  }
}

/** Applies the missing migrations, each in its own transaction, and returns them. Concurrent calls take turns. */
export async function migrate(database: DatabaseAdapter, migrations: readonly Migration[]): Promise<Migration[]> {
  return database.withSession(async (session) => {
    const applied: Migration[] = [];
    for (const migration of migrations) {
      if (await applyInTransaction(session, migration)) applied.push(migration);
    }
    return applied;
  });
}

async function applyInTransaction(session: Session, migration: Migration): Promise<boolean> {
  await session.script('BEGIN');
  try {
    const isNew = await applyUnlessThere(session, migration);
    await session.script('COMMIT');
    return isNew;
  } catch (error) {
    await session.script('ROLLBACK');
    if (error instanceof MigrationError) throw error;
    throw new MigrationError(migration, `failed: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

async function applyUnlessThere(session: Session, migration: Migration): Promise<boolean> {
  await session.execute({ query: 'SELECT pg_advisory_xact_lock($1)', params: [LOCK] });
  await session.script(CREATE_TABLE);
  const { version, name, checksum, former, sql } = migration;
  const found = await session.execute({
    query: 'SELECT checksum FROM schema_migrations WHERE version = $1',
    params: [String(version)],
  });
  const known = found.rows[0]?.[0];
  if (typeof known === 'string' && [checksum, ...former].includes(known)) return false;
  if (known !== undefined) throw new MigrationError(migration, 'was changed after it was applied.');
  await session.script(sql);
  await session.execute({
    query: 'INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)',
    params: [String(version), name, checksum],
  });
  return true;
}
