import type { Database } from '../db/client.ts';
import { auditLogs } from './audit.table.ts';
import type { AuditEntry } from './audited-change.ts';

/** The insert of an entry, for `db.orm.batch([...])` together with a change that can't miss. */
export function insertAudit(db: Database, entry: AuditEntry) {
  return db.orm.insert(auditLogs).values({ ...entry, created_at: new Date(entry.created_at) });
}
