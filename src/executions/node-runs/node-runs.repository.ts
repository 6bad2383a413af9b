import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { BlobStore } from '../files/blob-store.ts';
import { openOutput } from '../history/kept-outputs.ts';
import type { NodeRunKey } from '../history/node-executions.repository.ts';
import { createdAtOf } from '../model/created-at.ts';
import { nodeExecutionSchema } from '../model/executions.schemas.ts';
import type { NodeRun } from './node-runs.schemas.ts';
import { nodeRunOf } from './summarise-run.ts';

/** What history has of a node run: the JSON of its output and of its logs as they were written. */
export type StoredRun = NodeRunKey & {
  readonly input: JsonValue;
  readonly output: string | null;
  readonly logs: string | null;
};

export type NodeRunRepository = {
  /** In the order of their positions, those after the position `after`. */
  list(executionId: string, page: { after: number; limit: number }): Promise<readonly NodeRun[]>;
  /** These runs, in no order. */
  read(executionId: string, runs: readonly NodeRunKey[]): Promise<readonly StoredRun[]>;
  /** The JSON of an output that lies in the bucket; `null`: it is gone. */
  open(executionId: string, fileId: string): Promise<ReadableStream<Uint8Array> | null>;
};

/** `created_at` names the partition, so that only one is looked into. `$1` execution, `$2` its `created_at`. */
const OF_EXECUTION = 'execution_id = $1::uuid AND created_at = $2::timestamptz';

/** What stands in place of an output. No output of a node looks like it: those are lists by their handles. */
const IS_WITHHELD = `output_data->>'truncated' = 'true' OR output_data->>'redacted' IN ('none', 'shape')`;

/** Counts are taken where the data are, which are up to 6 MB for an execution. `$3` position, `$4` how many. */
const LIST_RUNS = `SELECT id, execution_id, node_id, node_type, node_name, status, run_index, position, input_data, error_code,
  error_message, started_at, completed_at, duration_ms, retry_count, source,
  CASE WHEN ${IS_WITHHELD} THEN output_data END AS withheld,
  CASE WHEN json_typeof(output_data) = 'object' AND (${IS_WITHHELD}) IS NOT TRUE THEN (
    SELECT coalesce(json_object_agg(o.key, CASE WHEN json_typeof(o.value) = 'array' THEN json_array_length(o.value) ELSE 0 END), '{}')
    FROM json_each(output_data) o
  ) END AS counts,
  length(output_data::text) AS size, coalesce(json_array_length(logs), 0) AS log_lines
FROM node_executions WHERE ${OF_EXECUTION} AND position > $3::int ORDER BY position LIMIT $4::int`;

/** `$3`: the runs as JSON. */
const READ_RUNS = `SELECT n.node_id, n.run_index, n.input_data AS input, n.output_data::text AS output, n.logs::text AS logs
FROM json_to_recordset($3::json) AS w(node_id text, run_index int)
JOIN node_executions n ON n.node_id = w.node_id AND n.run_index = w.run_index
WHERE n.execution_id = $1::uuid AND n.created_at = $2::timestamptz`;

const moment = storedMoment.nullable();

const { output_data, logs, ...outline } = nodeExecutionSchema.shape;

const listedSchema = z.object({ ...outline, started_at: moment, completed_at: moment }).and(
  z.object({
    withheld: z.custom<JsonValue>(),
    counts: z.record(z.string(), z.int()).nullable(),
    size: z.int().nullable(),
    log_lines: z.int(),
  }),
);

const storedSchema: z.ZodType<StoredRun> = z.object({
  node_id: z.string(),
  run_index: z.int(),
  input: z.custom<JsonValue>(),
  output: z.string().nullable(),
  logs: z.string().nullable(),
});

function listedRun({ withheld, counts, size, log_lines: logLines, ...row }: z.infer<typeof listedSchema>): NodeRun {
  return nodeRunOf(row, { withheld, counts, size, logLines });
}

export function createNodeRunRepository(db: PeopleDatabase, blobs: BlobStore | null): NodeRunRepository {
  return {
    async list(executionId, { after, limit }) {
      const values = [executionId, createdAtOf(executionId).toISOString(), after, limit];
      return z
        .array(listedSchema)
        .parse(await db.sql.query(LIST_RUNS, values))
        .map(listedRun);
    },
    async read(executionId, runs) {
      const values = [executionId, createdAtOf(executionId).toISOString(), JSON.stringify(runs)];
      return z.array(storedSchema).parse(await db.sql.query(READ_RUNS, values));
    },
    open: (executionId, fileId) => openOutput({ db, blobs }, { executionId, fileId }),
  };
}
