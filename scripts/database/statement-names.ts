import type { Statement } from './adapter.ts';
import type { NamedStatement, Shape } from './pglite-protocol.ts';

const MOST_NAMES = 500;

/** The names of the statements that are prepared on a connection. */
export type StatementNames = {
  /** A role's are its own: for another it would have to be planned anew each time. */
  take(statement: Statement, role: string | undefined): NamedStatement;
  areTooMany(): boolean;
  /** Forgets these statements, and returns the names that may still be prepared on the connection. */
  forget(statements: readonly NamedStatement[]): readonly string[];
  forgetAll(): readonly string[];
};

function keyOf({ query }: Statement, role: string | undefined): string {
  return role === undefined ? query : `${role}: ${query}`;
}

export function createStatementNames(): StatementNames {
  const names = new Map<string, { readonly name: string; readonly shape: Shape }>();
  let taken = 0;
  return {
    take(statement, role) {
      const key = keyOf(statement, role);
      const known = names.get(key);
      if (known !== undefined) return { ...statement, ...known, key, known: true };
      taken += 1;
      const fresh = { name: `s${taken}`, shape: { fields: null, messages: null } };
      names.set(key, fresh);
      return { ...statement, ...fresh, key, known: false };
    },
    areTooMany() {
      return names.size >= MOST_NAMES;
    },
    forget(statements) {
      for (const { key } of statements) names.delete(key);
      return [...new Set(statements.map(({ name }) => name))];
    },
    forgetAll() {
      const all = [...names.values()].map(({ name }) => name);
      names.clear();
      return all;
    },
  };
}
