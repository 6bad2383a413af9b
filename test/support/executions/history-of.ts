import { z } from 'zod';

/** The answer of the API of a running LinkFlow to a successful request, for one user. */
export type Api = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

const executionSchema = z.object({
  status: z.string(),
  input_data: z.unknown(),
  output_data: z.unknown(),
  error_code: z.string().nullable(),
  nodes_total: z.int(),
  nodes_completed: z.int(),
});

const runsSchema = z.object({
  data: z.array(
    z.object({
      node_id: z.string(),
      run_index: z.int(),
      position: z.int(),
      status: z.string(),
      source: z.string(),
      input_data: z.unknown(),
      output_data: z.unknown(),
      logs: z.unknown(),
      retry_count: z.int(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
    }),
  ),
});

/** An execution, without its times. */
export async function readExecution(api: Api, id: string): Promise<z.infer<typeof executionSchema>> {
  return executionSchema.parse(await api('GET', `/executions/${id}`));
}

/** All that history holds of an execution and of its node runs, but times and the ids of the runs. */
export async function historyOf(api: Api, id: string) {
  const runs = runsSchema.parse(await api('GET', `/executions/${id}/nodes?limit=100`)).data;
  return { id, execution: await readExecution(api, id), runs };
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same for every execution of a kind: its ids are named by the order in which they appear. */
export function withNamedIds(value: unknown): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(value).replaceAll(UUIDS, (id) => {
    const name = names.get(id) ?? `id ${names.size}`;
    names.set(id, name);
    return name;
  });
  return JSON.parse(text);
}
