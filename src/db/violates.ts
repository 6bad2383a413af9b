/** Whether an error, however deep Drizzle wrapped it, is Postgres refusing a row because of this constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  return ('constraint' in error && error.constraint === constraint) || violates(error.cause, constraint);
}
