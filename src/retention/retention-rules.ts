import { deleteOfNodes, removedNodes } from './dead-keys.ts';

/** How long one kind of rows is kept. */
export type RetentionRule = {
  /** A Postgres interval. */
  readonly keptFor: string;
  /** Finds, once, of what rows are to be deleted, where their age alone does not tell. `$1`: `keptFor`. */
  readonly of?: string;
  /** Deletes some of the rows that are older. `$1`: `keptFor`, or what `of` has found, as JSON; `$2`: how many rows at most. Returns a row for each. */
  readonly statement: string;
};

/** Deletes rows of a table by their age alone, which a moment tells: `at`. */
function deleteOlder(table: string, key: string, at = 'created_at'): string {
  return `DELETE FROM ${table} WHERE (${key}) IN (
  SELECT ${key} FROM ${table} WHERE ${at} < now() - $1::interval LIMIT $2::int
) RETURNING 1`;
}

/** Deletes what is of a day that is long past. */
function deleteDays(table: string, key: string, day = 'day'): string {
  return `DELETE FROM ${table} WHERE (${key}) IN (
  SELECT ${key} FROM ${table} WHERE ${day} < (now() - $1::interval)::date LIMIT $2::int
) RETURNING 1`;
}

const DELETE_CALLS_OF_GONE_CALLERS = `DELETE FROM execution_calls WHERE called_execution_id IN (
  SELECT c.called_execution_id FROM execution_calls c
  WHERE c.created_at < now() - $1::interval AND NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = c.execution_id AND e.created_at = c.execution_created_at)
  LIMIT $2::int
) RETURNING 1`;

const CLEAR_RESULTS_OF_ENDED_CALLERS = `UPDATE execution_calls SET result = NULL WHERE called_execution_id IN (
  SELECT c.called_execution_id FROM execution_calls c
  WHERE c.result IS NOT NULL AND c.ended_at < now() - $1::interval AND NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = c.execution_id AND e.created_at = c.execution_created_at
      AND e.status IN ('queued', 'running', 'waiting'))
  LIMIT $2::int
) RETURNING 1`;

const DELETE_WAITS = `DELETE FROM execution_waits WHERE (execution_id, node_id, run_index, attempt) IN (
  SELECT w.execution_id, w.node_id, w.run_index, w.attempt FROM execution_waits w
  WHERE w.created_at < now() - $1::interval
    AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = w.execution_id AND e.created_at = w.execution_created_at
      AND (e.status IN ('queued', 'running', 'waiting') OR e.completed_at > now() - $1::interval))
  LIMIT $2::int
) RETURNING 1`;

/** What is told of executions beside them, when they are gone. */
function deleteOfGone(table: string, key: string, createdAt: string): string {
  return `DELETE FROM ${table} WHERE (${key}) IN (
  SELECT ${key} FROM ${table} t
  WHERE t.${createdAt} < now() - $1::interval
    AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = t.execution_id AND e.created_at = t.${createdAt})
  LIMIT $2::int
) RETURNING 1`;
}

const DELETE_UNFINISHED_FILES = `DELETE FROM execution_files WHERE (execution_id, file_id) IN (
  SELECT execution_id, file_id FROM execution_files WHERE size IS NULL AND created_at < now() - $1::interval LIMIT $2::int
) RETURNING 1`;

/** A session that ended still tells from where its user came in. */
const DELETE_ENDED_SESSIONS = `DELETE FROM sessions WHERE id IN (
  SELECT id FROM sessions WHERE expires_at < now() - $1::interval OR revoked_at < now() - $1::interval LIMIT $2::int
) RETURNING 1`;

/** Those of executions that are gone, too. */
const DELETE_SHARES = `DELETE FROM execution_shares WHERE id IN (
  SELECT s.id FROM execution_shares s WHERE s.expires_at < now() - $1::interval OR NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = s.execution_id AND e.created_at = s.execution_created_at)
  LIMIT $2::int
) RETURNING 1`;

/** Accounts whose address nobody confirmed. The workspace goes first: its owner can't go before it. */
const DELETE_UNCONFIRMED_WORKSPACES = `DELETE FROM workspaces WHERE id IN (
  SELECT w.id FROM users u JOIN workspaces w ON w.owner_id = u.id
  WHERE u.status = 'pending' AND u.created_at < now() - $1::interval LIMIT $2::int
) RETURNING 1`;

const DELETE_UNCONFIRMED_USERS = `DELETE FROM users WHERE id IN (
  SELECT u.id FROM users u WHERE u.status = 'pending' AND u.created_at < now() - $1::interval
    AND NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.owner_id = u.id)
  LIMIT $2::int
) RETURNING 1`;

/** What each night deletes by its age, after the executions; dedupe keys go by themselves, each minute. */
export const RETENTION = {
  values: { keptFor: '1 day', statement: deleteOfGone('execution_values', 'execution_id, key', 'created_at') },
  attention: {
    keptFor: '1 day',
    statement: deleteOfGone('execution_attention', 'execution_id, node_id, run_index', 'execution_created_at'),
  },
  files: {
    keptFor: '1 day',
    statement: deleteOfGone('execution_files', 'execution_id, file_id', 'execution_created_at'),
  },
  /** Whoever was writing them was lost. */
  unfinished_files: { keptFor: '1 day', statement: DELETE_UNFINISHED_FILES },
  bulk_jobs: { keptFor: '90 days', statement: deleteOlder('bulk_jobs', 'id', 'ended_at') },
  /** A caller may wait for a year: a call is kept as long as its caller's row, its result as long as the caller goes on. */
  calls: { keptFor: '1 day', statement: DELETE_CALLS_OF_GONE_CALLERS },
  /** Counted from the end of the execution, so that links can say for a while that the wait is over. */
  waits: { keptFor: '30 days', statement: DELETE_WAITS },
  call_results: { keptFor: '1 day', statement: CLEAR_RESULTS_OF_ENDED_CALLERS },
  /** By then the sweep has started the error workflow long since, or the execution is gone. */
  failure_reports: { keptFor: '7 days', statement: deleteOlder('failure_reports', 'execution_id') },
  /** For longer than a backfill reaches back, so that it doubles nothing. */
  schedule_runs: { keptFor: '400 days', statement: deleteOlder('schedule_runs', 'schedule_id, slot_at, by_hand') },
  execution_days: { keptFor: '400 days', statement: deleteDays('execution_days', 'workspace_id, day, workflow_id') },
  execution_stats: {
    keptFor: '400 days',
    statement: deleteDays('execution_stats', 'workspace_id, span, workflow_id, day'),
  },
  node_stats: { keptFor: '400 days', statement: deleteDays('node_stats', 'workspace_id, workflow_id, node_id, day') },
  /** What an alert was silent about for longer than it may be: it was switched off. */
  alert_hits: { keptFor: '3 days', statement: deleteOlder('alert_hits', 'alert_id, at, workflow_id, created_at') },
  alert_firings: { keptFor: '90 days', statement: deleteOlder('alert_firings', 'id') },
  months_of_usage: { keptFor: '400 days', statement: deleteDays('workspace_usage', 'workspace_id, month', 'month') },
  /** For far longer than Stripe sends an event again, which is three days. */
  billing_events: { keptFor: '90 days', statement: deleteOlder('billing_events', 'id') },
  webhook_refusals: { keptFor: '7 days', statement: deleteOlder('webhook_refusals', 'id') },
  ended_sessions: { keptFor: '30 days', statement: DELETE_ENDED_SESSIONS },
  /** Only this function may: see migration 0028. */
  audit: { keptFor: '1 year', statement: 'SELECT expire_audit_logs($1::interval, $2::int)' },
  answers_to_remove_duplicates: {
    keptFor: '30 days',
    statement: deleteOlder('dedupe_runs', 'execution_id, node_id, run_index'),
  },
  /** They end after ten minutes. */
  oauth_connections: { keptFor: '1 day', statement: deleteOlder('oauth_connections', 'id') },
  account_links: { keptFor: '7 days', statement: deleteOlder('account_links', 'id') },
  unconfirmed_workspaces: { keptFor: '7 days', statement: DELETE_UNCONFIRMED_WORKSPACES },
  unconfirmed_users: { keptFor: '7 days', statement: DELETE_UNCONFIRMED_USERS },
  addresses_of_deleted_users: { keptFor: '0 days', statement: 'SELECT forget_audit_addresses($1::interval, $2::int)' },
  values_seen_by_removed_nodes: {
    keptFor: '30 days',
    of: removedNodes('dedupe_keys'),
    statement: deleteOfNodes('dedupe_keys'),
  },
  marks_of_removed_nodes: {
    keptFor: '30 days',
    of: removedNodes('dedupe_marks'),
    statement: deleteOfNodes('dedupe_marks'),
  },
  links_to_executions: { keptFor: '0 days', statement: DELETE_SHARES },
  reports_of_nights: { keptFor: '400 days', statement: deleteOlder('retention_runs', 'id', 'started_at') },
  kept_mails: { keptFor: '30 days', statement: deleteOlder('mail_outbox', 'id') },
} satisfies { readonly [kind: string]: RetentionRule };
