import type { Statement } from './adapter.ts';
import type { NamedStatement } from './pglite-protocol.ts';

const MOST_NAMES = 500;

/** The names of the statements that are prepared on a connection. */
export type StatementNames = {
  take(statement: Statement): NamedStatement;
  areTooMany(): boolean;
  /** Forgets these statements, and returns the names that may still be prepared on the connection. */
  forget(statements: readonly NamedStatement[]): readonly string[];
  forgetAll(): readonly string[];
};

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  let taken = 0;
  return {
    take(statement) {
      const known = names.get(statement.query);
      if (known !== undefined) return { ...statement, name: known, known: true };
      taken += 1;
      const name = `s${taken}`;
      names.set(statement.query, name);
      return { ...statement, name, known: false };
    },
    areTooMany() {
      return names.size >= MOST_NAMES;
    },
    forget(statements) {
      for (const { query } of statements) names.delete(query);
      return [...new Set(statements.map(({ name }) => name))];
    },
    forgetAll() {
      const all = [...names.values()];
      names.clear();
      return all;
    },
  };
}
