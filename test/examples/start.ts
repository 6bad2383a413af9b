import { z } from 'zod';
import { webhookConfigSchema } from '../../src/nodes/triggers/webhook.ts';
import { signBytes } from '../../src/security/signatures.ts';
import { endpointListSchema } from '../../src/webhooks/webhooks.schemas.ts';
import { fillIn } from '../support/pages/html-form.ts';
import { type Actors, api } from './actors.ts';
import type { Call, WorkflowFile } from './example-schema.ts';
import type { Prepared } from './prepare.ts';

/** What a caller was answered. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** An execution that was started, and the answer to whoever waited for one. */
export type Started = { readonly executionId: string; readonly answer: Answer | null };

async function signature(file: WorkflowFile, secret: string, bytes: Uint8Array): Promise<Record<string, string>> {
  const { authentication } = webhookConfigSchema.parse(
    file.nodes.find(({ type }) => type === 'trigger.webhook')?.config,
  );
  if (authentication.type === 'github') {
    return { 'x-hub-signature-256': await signBytes(secret, bytes, { prefix: 'sha256=', encoding: 'hex' }) };
  }
  if (authentication.type !== 'hmac_sha256') return {};
  return { [authentication.header]: await signBytes(secret, bytes, authentication) };
}

async function startByCall(actors: Actors, { id, file }: Prepared['started'], call: Call): Promise<Started> {
  const { data } = endpointListSchema.parse(await api(actors, 'GET', `/workflows/${id}/webhooks`));
  const bytes = new TextEncoder().encode(call.body === undefined ? '' : JSON.stringify(call.body));
  const signed = call.signed ? await signature(file, data[0]?.secret ?? '', bytes) : {};
  const response = await actors.stage.send(`/webhooks/${data[0]?.endpoint_id}${call.path}`, {
    method: call.method,
    headers: { 'content-type': 'application/json', ...call.headers, ...signed },
    ...(call.body === undefined ? {} : { body: bytes }),
  });
  const { status, headers } = response;
  const executionId = z.string().parse(headers.get('linkflow-execution-id'));
  return { executionId, answer: { status, headers, text: await response.text() } };
}

const answerSchema = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.base64() });
const startedSchema = z.object({ execution_id: z.string(), response: answerSchema.nullish() });

/** Waits only for an answer that is looked at: what rests or calls others would be waited for in vain until the queue delivers. */
async function startByHand(actors: Actors, { id }: Prepared['started']): Promise<Started> {
  const { input, expected } = actors.example.run;
  const body = { wait: expected.response !== undefined, ...(input === undefined ? {} : { input }) };
  const started = startedSchema.parse(await api(actors, 'POST', `/workflows/${id}/execute`, body));
  const { execution_id: executionId, response } = started;
  if (response === null || response === undefined) return { executionId, answer: null };
  const text = new TextDecoder().decode(Uint8Array.from(atob(response.body), (char) => char.charCodeAt(0)));
  return { executionId, answer: { status: response.status, headers: new Headers(response.headers), text } };
}

/** Opens the form and fills in its pages one after the other. */
async function startByForm(
  actors: Actors,
  { id }: Prepared['started'],
  pages: NonNullable<Actors['example']['run']['form']>,
): Promise<Started> {
  const { data } = endpointListSchema.parse(await api(actors, 'GET', `/workflows/${id}/webhooks`));
  const path = data[0]?.url_path ?? '';
  let response = await actors.stage.send(path, { method: 'GET' });
  let text = await response.text();
  for (const page of pages) {
    response = await actors.stage.send(path, { method: 'POST', body: fillIn(text, page) });
    text = await response.text();
  }
  const { status, headers } = response;
  return { executionId: z.string().parse(headers.get('linkflow-execution-id')), answer: { status, headers, text } };
}

/** Starts a workflow as the example says: by a call of its webhook, by its form, or by hand. */
export function start(actors: Actors, started: Prepared['started']): Promise<Started> {
  const { call, form } = actors.example.run;
  if (form !== undefined) return startByForm(actors, started, form);
  return call === undefined ? startByHand(actors, started) : startByCall(actors, started, call);
}
