/** A statement with its parameters in Postgres's text format. */
export type Statement = { readonly query: string; readonly params: readonly (string | null)[] };

/** The result of a statement, with values in Postgres's text format. */
export type StatementResult = {
  readonly command: string;
  readonly rowCount: number | null;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
};

export type TransactionOptions = {
  /** As which role, for this transaction alone; left out: as the owner. */
  readonly role?: string | undefined;
  readonly isolationLevel?: 'ReadUncommitted' | 'ReadCommitted' | 'RepeatableRead' | 'Serializable';
  readonly readOnly?: boolean;
  readonly deferrable?: boolean;
};

/** One connection, for statements that have to run on the same one. `script` takes several statements and no parameters. */
export type Session = {
  execute(statement: Statement): Promise<StatementResult>;
  script(sql: string): Promise<void>;
};

/** A database, embedded or not, as its owner unless a role is named: what one statement leaves behind, no other finds. A failing statement rejects with an Error that has Postgres's fields (`code`, `detail` …). */
export type DatabaseAdapter = {
  execute(statement: Statement, role?: string): Promise<StatementResult>;
  /** All statements or none. */
  transaction(statements: readonly Statement[], options: TransactionOptions): Promise<readonly StatementResult[]>;
  /** Calls `work` with a connection that nothing else uses in the meantime. */
  withSession<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

const ISOLATION_LEVELS = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

/** The BEGIN statement for the options. */
export function beginStatement(options: TransactionOptions): string {
  const modes: string[] = [];
  if (options.isolationLevel) modes.push(`ISOLATION LEVEL ${ISOLATION_LEVELS[options.isolationLevel]}`);
  if (options.readOnly !== undefined) modes.push(options.readOnly ? 'READ ONLY' : 'READ WRITE');
  if (options.deferrable !== undefined) modes.push(options.deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE');
  return ['BEGIN', modes.join(', ')].join(' ').trim();
}
