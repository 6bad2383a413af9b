/** One statement with its parameters as Postgres reads them from text. */
export type Statement = { readonly query: string; readonly params: readonly (string | null)[] };

/** What a statement gave, values as Postgres writes them in text. */
export type StatementResult = {
  readonly command: string;
  readonly rowCount: number | null;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
};

export type TransactionOptions = {
  readonly isolationLevel?: 'ReadUncommitted' | 'ReadCommitted' | 'RepeatableRead' | 'Serializable';
  readonly readOnly?: boolean;
  readonly deferrable?: boolean;
};

/** One connection, for what has to happen on the same one. `script` takes several statements and no parameters. */
export type Session = {
  execute(statement: Statement): Promise<StatementResult>;
  script(sql: string): Promise<void>;
};

/** A database, whoever runs it. A statement that fails rejects with an Error that has Postgres's fields (`code`, `detail` …). */
export type DatabaseAdapter = {
  execute(statement: Statement): Promise<StatementResult>;
  /** All statements or none. */
  transaction(statements: readonly Statement[], options: TransactionOptions): Promise<readonly StatementResult[]>;
  /** Gives `work` a connection that nobody else uses meanwhile. */
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
