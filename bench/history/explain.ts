import { z } from 'zod';
import type { DatabaseAdapter, Session } from '../../scripts/database/adapter.ts';
import type { Statement } from '../../src/executions/search/search-statement.ts';

type Node = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[] | undefined;
};

const nodeSchema: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Loops': z.number(),
  Plans: z.lazy(() => z.array(nodeSchema)).optional(),
});

const explainedSchema = z.tuple([
  z.object({ Plan: nodeSchema, 'Planning Time': z.number(), 'Execution Time': z.number() }),
]);

/** How long the database was at a statement, in milliseconds, and by which indexes of how many partitions it went. */
export type Explained = { readonly ms: number; readonly plan: string };

function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** The indexes of whole tables by the names that they have in partitions. */
type IndexNames = ReadonlyMap<string, string>;

/** What explains statements, and knows the indexes. */
type Explainer = { readonly database: DatabaseAdapter; readonly names: IndexNames };

const INDEXES = `SELECT c.relname, p.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_class p ON p.oid = i.inhparent WHERE p.relkind = 'I'`;

export async function openExplainer(database: DatabaseAdapter): Promise<Explainer> {
  const { rows } = await database.execute({ query: INDEXES, params: [] });
  return { database, names: new Map(rows.map(([partition, whole]) => [String(partition), String(whole)])) };
}

function summaryOf(plan: Node, names: IndexNames): string {
  const scans = nodesOf(plan).filter((node) => /Scan/.test(node['Node Type']) && node['Actual Loops'] > 0);
  const indexes = scans.flatMap((node) => node['Index Name'] ?? []).map((name) => names.get(name) ?? name);
  const partitions = scans.flatMap((node) => node['Relation Name'] ?? []).filter((name) => /^executions_/.test(name));
  return `${new Set(partitions).size} partitions, ${[...new Set(indexes)].join(' + ')}`;
}

const ROUNDS = 5;

function literal(value: unknown): string {
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}

async function explainOnce(session: Session, { text, values }: Statement, names: IndexNames): Promise<Explained> {
  const { rows } = await session.execute({
    query: text,
    params: values.map((value) => (value === null ? null : String(value))),
  });
  const [explained] = explainedSchema.parse(JSON.parse(rows[0]?.[0] ?? ''));
  return { ms: explained['Planning Time'] + explained['Execution Time'], plan: summaryOf(explained.Plan, names) };
}

async function bestOf(session: Session, statement: Statement, names: IndexNames): Promise<Explained> {
  const rounds: Explained[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await explainOnce(session, statement, names));
  return rounds.reduce((best, one) => (one.ms < best.ms ? one : best));
}

const EXPLAIN = 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)';

/**
 * The best of some rounds, planning included: planned for these values, as Neon does it, and by a plan for any values, as the bridge
 * has it. Of the two the slower one. `settings`: what is set for it, in SQL.
 */
export function explain(
  { database, names }: Explainer,
  { text, values }: Statement,
  settings = '',
): Promise<Explained> {
  return database.withSession(async (session) => {
    await session.script(settings);
    const planned = await bestOf(session, { text: `${EXPLAIN} ${text}`, values }, names);
    await session.script(`SET plan_cache_mode = force_generic_plan; PREPARE searched AS ${text}`);
    const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
    const execute = `${EXPLAIN} EXECUTE searched${given}`;
    const kept = await bestOf(session, { text: execute, values: [] }, names);
    await session.script('DEALLOCATE searched; RESET ALL');
    return kept.ms > planned.ms ? kept : planned;
  });
}
