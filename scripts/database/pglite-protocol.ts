import { messages, protocol } from '@electric-sql/pglite';
import type { Statement, StatementResult } from './adapter.ts';

const { serialize } = protocol;

/** A message that PGlite gives back. */
export type BackendMessage = { readonly name: string };

/** A statement and the name under which it is prepared; `known`: it is already. `key`: what the name is remembered by. */
export type NamedStatement = Statement & {
  readonly name: string;
  readonly key: string;
  readonly known: boolean;
  readonly shape: Shape;
};

/**
 * What the rows of a prepared statement look like, once it has run; Postgres refuses to run it when that is no longer so. To ask each
 * time takes as long as to read a row. `messages`: those that run it, if it has no parameters.
 */
export type Shape = { fields: StatementResult['fields'] | null; messages: readonly Uint8Array[] | null };

/** The messages that prepare a statement unless it is known, bind it and run it. */
export function runMessages(statement: NamedStatement): readonly Uint8Array[] {
  const { known, shape, params } = statement;
  const isConstant = known && shape.fields !== null && params.length === 0;
  if (!isConstant) return makeMessages(statement);
  shape.messages ??= makeMessages(statement);
  return shape.messages;
}

function makeMessages({ name, known, shape, query, params }: NamedStatement): Uint8Array[] {
  return [
    ...(known ? [] : [serialize.parse({ name, text: query })]),
    serialize.bind({ statement: name, values: [...params] }),
    ...(shape.fields === null ? [serialize.describe({ type: 'P' })] : []),
    serialize.execute(),
  ];
}

/** The messages that drop prepared statements. */
export function closeMessages(names: readonly string[]): Uint8Array[] {
  return [...names.map((name) => serialize.close({ type: 'S', name })), serialize.sync()];
}

/** The message of a simple query, which may hold several statements. */
export function queryMessage(sql: string): Uint8Array {
  return serialize.query(sql);
}

/** The message that ends a series of extended-query messages. */
export function syncMessage(): Uint8Array {
  return serialize.sync();
}

/** The first error among the messages. */
export function findError(received: readonly BackendMessage[]): Error | null {
  return received.find((message) => message instanceof messages.DatabaseError) ?? null;
}

/** The results among the messages, one per statement. */
export function readResults(received: readonly BackendMessage[]): StatementResult[] {
  const results: StatementResult[] = [];
  let fields: StatementResult['fields'] = [];
  let rows: (string | null)[][] = [];
  for (const message of received) {
    if (message instanceof messages.RowDescriptionMessage) {
      fields = message.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }));
    } else if (message instanceof messages.DataRowMessage) {
      rows.push(message.fields);
    } else if (message instanceof messages.CommandCompleteMessage) {
      results.push({ ...readTag(message.text), fields, rows });
      fields = [];
      rows = [];
    }
  }
  return results;
}

/** `INSERT 0 5`, `SELECT 3`, `CREATE TABLE`: the command's first word and how many rows it touched. */
function readTag(tag: string): { command: string; rowCount: number | null } {
  const words = tag.split(' ');
  const count = Number(words.at(-1));
  return { command: words[0] ?? tag, rowCount: Number.isInteger(count) ? count : null };
}
