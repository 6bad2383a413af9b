import { z } from 'zod';

/** A moment at which a process reaches the world outside for an execution. */
export type Checkpoint = {
  readonly name: string;
  /** Which process is there. */
  readonly caller: 'front' | 'runner';
  /** How the statement begins; left out for calls of objects and requests, which have the names of what is called. */
  readonly begins?: RegExp;
};

/** All checkpoints of an execution that rests once and has four effects, in the order in which they are first passed. */
export const CHECKPOINTS: readonly Checkpoint[] = [
  { name: 'find endpoint', caller: 'front', begins: /^SELECT e\.id, e\.endpoint_id/ },
  { name: 'insert', caller: 'front', begins: /^WITH current AS MATERIALIZED/ },
  { name: 'claim', caller: 'runner', begins: /^UPDATE executions e SET\s+status = 'running'/ },
  { name: 'load version', caller: 'runner', begins: /^SELECT v\.nodes/ },
  { name: 'journal in row', caller: 'runner', begins: /^UPDATE executions e SET journal = CASE\s+WHEN e\.cancel/ },
  { name: 'read settings', caller: 'runner', begins: /^SELECT settings FROM workspaces/ },
  { name: 'request reserve', caller: 'runner' },
  { name: 'object append', caller: 'runner' },
  { name: 'mark moved', caller: 'runner', begins: /^UPDATE executions e SET journal =\s+CASE WHEN e\.journal LIKE/ },
  { name: 'request pay', caller: 'runner' },
  { name: 'open wait', caller: 'runner', begins: /INSERT INTO execution_waits/ },
  { name: 'suspend', caller: 'runner', begins: /^UPDATE executions e SET lease_expires_at = NULL, claims = 0/ },
  { name: 'take wait', caller: 'front', begins: /take_wait|wake_execution/ },
  { name: 'object takeOver', caller: 'runner' },
  { name: 'what came', caller: 'runner', begins: /FROM execution_waits.*resumed/s },
  { name: 'close wait', caller: 'runner', begins: /UPDATE execution_waits/ },
  { name: 'request charge', caller: 'runner' },
  { name: 'request ship', caller: 'runner' },
  { name: 'flush', caller: 'runner', begins: /^WITH ended AS/ },
  { name: 'object close', caller: 'runner' },
];

const bodySchema = z.union([
  z.object({ queries: z.array(z.object({ query: z.string() })) }),
  z.object({ query: z.string() }),
]);

/** The name of a statement on its way to the bridge; `null` for what is no checkpoint, such as what people read. */
export function statementName(text: string): string | null {
  const body = bodySchema.parse(JSON.parse(text));
  const texts = 'query' in body ? [body.query] : body.queries.map(({ query }) => query);
  const known = CHECKPOINTS.find(({ begins }) => begins !== undefined && texts.some((one) => begins.test(one)));
  return known?.name ?? null;
}
