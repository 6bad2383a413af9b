import { pgTable, varchar } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../engine/json.ts';
import { json, momentNow } from './columns.ts';

/** What the daily job remembers from run to run. */
export const maintenanceState = pgTable('maintenance_state', {
  name: varchar('name', { length: 50 }).primaryKey(),
  value: json<JsonValue>('value').notNull(),
  updated_at: momentNow('updated_at'),
});
