import { z } from 'zod';
import type { Client } from '../../scripts/demo/client.ts';
import type { JsonValue } from '../../src/engine/json.ts';

const endedSchema = z.object({ status: z.string(), error_message: z.string().nullish() });

/** Runs a workflow over the API, waits for its end, and returns how many milliseconds it took. Throws if it does not complete. */
export async function timeExecution(client: Client, workflowId: string, input: JsonValue = {}): Promise<number> {
  const body = { wait: true, timeout_seconds: 90, input };
  const began = performance.now();
  const reply = await client.call({ method: 'POST', path: `/workflows/${workflowId}/execute`, body }, 200);
  const milliseconds = performance.now() - began;
  const { status, error_message } = endedSchema.parse(reply.json);
  if (status !== 'completed') throw new Error(`The execution ended as ${status}: ${error_message}`);
  return milliseconds;
}
