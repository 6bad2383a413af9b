import { integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../../db/columns.ts';
import type { WorkflowConnection, WorkflowNode, WorkflowSettings } from '../../engine/workflow.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** What a version was made for: named by somebody, published, kept at a pause of drawing, or run as a draft. */
export const VERSION_ORIGINS = ['saved', 'published', 'paused', 'run'] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

export const workflows = pgTable('workflows', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  name: varchar('name', { length: 255 }).notNull(),
  description: text('description'),
  status: varchar('status', { length: 20, enum: ['draft', 'active', 'archived'] })
    .notNull()
    .default('draft'),
  version: integer('version').notNull().default(1),
  last_version: integer('last_version').notNull().default(1),
  published_version: integer('published_version'),
  revision: integer('revision').notNull().default(1),
  nodes: json<readonly WorkflowNode[]>('nodes').notNull().default([]),
  connections: json<readonly WorkflowConnection[]>('connections').notNull().default([]),
  settings: json<WorkflowSettings>('settings').notNull().default({}),
  tags: text('tags').array().notNull().default([]),
  execution_count: integer('execution_count').notNull().default(0),
  last_executed_at: moment('last_executed_at'),
  published_at: moment('published_at'),
  draft_changed_at: moment('draft_changed_at'),
  draft_changed_by: uuid('draft_changed_by').references(() => users.id, { onDelete: 'set null' }),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});

export const workflowVersions = pgTable('workflow_versions', {
  id: id(),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  nodes: json<readonly WorkflowNode[]>('nodes').notNull(),
  connections: json<readonly WorkflowConnection[]>('connections').notNull(),
  settings: json<WorkflowSettings>('settings').notNull().default({}),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  change_message: text('change_message'),
  origin: varchar('origin', { length: 20, enum: VERSION_ORIGINS }).notNull().default('saved'),
  created_at: momentNow('created_at'),
});
