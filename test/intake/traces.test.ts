import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chain } from '../support/graph.ts';
import { createUser, node, publish, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testApp } from '../support/test-app.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
});

const exportSchema = z
  .object({ resourceSpans: z.tuple([z.object({ scopeSpans: z.tuple([z.object({ spans: z.array(spanSchema) })]) })]) })
  .transform(({ resourceSpans: [{ scopeSpans }] }) => scopeSpans[0].spans);

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('a webhook call with a traceparent', () => {
  it('has its spans at the endpoint that the settings name, in the trace of its caller', async () => {
    const [target, collector] = [newTarget(), newTarget()];
    const nodes = [
      node('hook', 'trigger.webhook', { respond: 'last_node' }),
      node('ask', 'action.http', { method: 'GET', url: target.url('echo') }),
    ];
    const { webhook } = await publish(user, { nodes, connections: chain('hook → ask') });
    const app = testApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url('echo') } });
    const context = createExecutionContext();
    const headers = { 'content-type': 'application/json', traceparent: TRACEPARENT };
    const call = { method: 'POST', body: '{}', headers };
    const response = await app.request(`https://linkflow.test${webhook}`, call, env, context);
    expect(response.status).toBe(200);
    await response.text();
    await waitOnExecutionContext(context);
    await expect.poll(async () => (await collector.calls()).length, { timeout: 10_000 }).toBe(1);

    const [sent] = await collector.calls();
    expect(sent?.path.endsWith('/echo/v1/traces')).toBe(true);
    const spans = exportSchema.parse(JSON.parse(sent?.body ?? ''));
    expect(spans.map(({ name }) => name)).toEqual(['execution', 'trigger.webhook', 'action.http']);
    expect(spans[0]?.parentSpanId).toBe('00f067aa0ba902b7');
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  });
});
