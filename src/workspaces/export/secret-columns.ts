/**
 * Columns that no export shows, in whatever table they are: hashes of secrets, and what is sealed. A new column of such a name stays
 * out by itself; whether one that only sounds like it may go out is said in {@link HARMLESS}.
 */
const SECRET = /hash|secret|token|sealed|wrapped|cipher|private|password|challenge|recovery|verifier|key/;

/** They sound like secrets, and are none. */
const HARMLESS: ReadonlySet<string> = new Set([
  'api_keys.key_prefix',
  'bulk_jobs.api_key_id',
  'executions.dedupe_key',
  'executions.flow_key',
  'mail_outbox.idempotency_key',
  'variable_changes.is_secret',
  'variables.is_secret',
]);

/**
 * They don't sound like secrets. The journal is what a runner remembers of an execution, whose outputs are exported; plain values
 * of variables are in their history.
 */
const SECRET_ALL_THE_SAME: ReadonlySet<string> = new Set(['credentials.data', 'executions.journal', 'variables.value']);

/** Whether a column stays out of all exports. */
export function isSecretColumn(table: string, column: string): boolean {
  const name = `${table}.${column}`;
  return SECRET_ALL_THE_SAME.has(name) || (SECRET.test(column) && !HARMLESS.has(name));
}
