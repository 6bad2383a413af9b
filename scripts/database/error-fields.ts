/** The fields of a Postgres error that the Neon driver copies into its NeonDbError. */
const FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const;

type ErrorFields = { message: string } & { [Field in (typeof FIELDS)[number]]?: string };

/** The fields when Postgres itself refused a statement; `null` for any other error, such as a lost connection. */
export function postgresErrorFields(error: unknown): ErrorFields | null {
  if (!(error instanceof Error) || !('severity' in error)) return null;
  const given = new Map<string, unknown>(Object.entries(error));
  const fields: ErrorFields = { message: error.message };
  for (const field of FIELDS) {
    const value = given.get(field);
    if (typeof value === 'string') fields[field] = value;
  }
  return fields;
}
