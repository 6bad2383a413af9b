import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/security/egress/types.ts';
import type { LogEntry } from '../../src/shared/log.ts';
import type { OtlpSpan } from '../../src/telemetry/otlp-spans.ts';
import { createSpanExporter } from '../../src/telemetry/span-exporter.ts';

const TARGET = { url: 'https://otlp.test/v1/traces', headers: { 'x-team': 'flows' }, serviceName: 'flows' };

function span(n: number): OtlpSpan {
  return {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: n.toString(16).padStart(16, '0'),
    name: 'execution',
    kind: 5,
    startTimeUnixNano: '1000000',
    endTimeUnixNano: '2000000',
    attributes: [],
    status: {},
  };
}

/** An exporter whose endpoint answers so; `sent` are the bodies, `done` resolves when nothing is under way. */
function exporter(answer: () => Response | Promise<Response>) {
  const sent: { readonly headers: Headers; readonly body: string }[] = [];
  const lines: LogEntry[] = [];
  const held: Promise<unknown>[] = [];
  const send: Transport = async (_, { headers, body }) => {
    sent.push({ headers, body: String(body) });
    return answer();
  };
  const exportSpans = createSpanExporter(TARGET, {
    send,
    log: (line) => lines.push(line),
    hold: (work) => held.push(work),
  });
  return { exportSpans, sent, lines, done: () => Promise.all(held) };
}

function spansIn(body: string): number {
  return body.split('"spanId"').length - 1;
}

describe('spans', () => {
  it('of many executions leave together, with the headers and the name of the service', async () => {
    const { exportSpans, sent, lines, done } = exporter(() => new Response('{}'));
    for (let n = 1; n <= 50; n += 1) exportSpans([span(n), span(n + 100)]);
    await done();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers.get('x-team')).toBe('flows');
    expect(spansIn(sent[0]?.body ?? '')).toBe(100);
    expect(JSON.parse(sent[0]?.body ?? '').resourceSpans[0].resource.attributes).toEqual([
      { key: 'service.name', value: { stringValue: 'flows' } },
    ]);
    expect(lines).toEqual([]);
  });

  it.each([
    ['refuses', () => new Response('no', { status: 500 })],
    ['is away', () => Promise.reject(new TypeError('connection refused'))],
  ])('are lost with a line in the log when the endpoint %s, and the next ones leave', async (_, answer) => {
    let fails = true;
    const { exportSpans, sent, lines, done } = exporter(() => (fails ? answer() : new Response('{}')));
    exportSpans([span(1)]);
    await done();
    expect(lines).toMatchObject([{ level: 'warn', message: 'telemetry.lost', spans: 1 }]);
    fails = false;
    exportSpans([span(2)]);
    await done();
    expect(sent).toHaveLength(2);
  });

  it('beyond what may wait are dropped, and counted', async () => {
    const { exportSpans, sent, lines, done } = exporter(() => new Response('{}'));
    const many = Array.from({ length: 15_000 }, (_, n) => span(n + 1));
    exportSpans(many);
    exportSpans(many);
    await done();
    expect(sent.reduce((sum, { body }) => sum + spansIn(body), 0)).toBe(15_000);
    expect(lines).toMatchObject([{ message: 'telemetry.dropped', spans: 15_000 }]);
  });
});
