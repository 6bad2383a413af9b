import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/shared/log.ts';
import type { EndedRun } from '../../src/telemetry/ended-run.ts';
import { createEndLog } from '../../src/telemetry/log-end.ts';
import { spansOf } from '../../src/telemetry/otlp-spans.ts';
import { traceOf } from '../../src/telemetry/run-trace.ts';
import { parseTraceparent } from '../../src/telemetry/trace-context.ts';
import { createDataPoints } from '../../src/telemetry/write-data-points.ts';
import { chain } from '../support/graph.ts';
import { EXECUTION, http, jsonAnswer, node, type Play, play } from './support/play.ts';

const TRACING = { share: 1 };
const CANARY = 'what-nobody-may-read';

const GRAPH = {
  nodes: [node('start', 'trigger.manual'), http('ask', 'GET'), node('end', 'logic.noop')],
  connections: chain('start → ask → end'),
};

type Told = { readonly ended: EndedRun; readonly sent: readonly (string | undefined)[] };

/** Runs the graph; gives what is told of its end, and the `traceparent` of each request. */
async function told(options: Play = {}, graph = GRAPH): Promise<Told> {
  const ends: EndedRun[] = [];
  const sent: (string | undefined)[] = [];
  const result = await play(graph, {
    respond: ({ headers }) => {
      sent.push(headers.traceparent);
      return jsonAnswer({ secret: CANARY });
    },
    input: { secret: CANARY },
    tracing: TRACING,
    reportEnd: (ended) => ends.push(ended),
    ...options,
  });
  if (result.type === 'finished') result.report();
  const [ended] = ends;
  if (ended === undefined) throw new Error('Nothing was told.');
  return { ended, sent };
}

describe('what is told of an execution', () => {
  it('is a span of its own with one for each node run, and whoever a node calls goes on with the node’s', async () => {
    const { ended, sent } = await told();
    const spans = spansOf(ended, traceOf(TRACING, ended));
    expect(spans.map(({ name }) => name)).toEqual(['execution', 'trigger.manual', 'action.http', 'logic.noop']);
    const [root, , asking] = spans;
    expect(spans.slice(1).every(({ parentSpanId }) => parentSpanId === root?.spanId)).toBe(true);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([EXECUTION.replaceAll('-', '')]));
    expect(parseTraceparent(sent[0] ?? '')).toEqual({
      traceId: asking?.traceId,
      spanId: asking?.spanId,
      sampled: true,
    });
  });

  it('goes on with the trace of the webhook that has started it', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { ended, sent } = await told({ triggerData: { headers: { traceparent } } });
    expect(spansOf(ended, traceOf(TRACING, ended))[0]?.parentSpanId).toBe('00f067aa0ba902b7');
    expect(sent[0]?.slice(0, 36)).toBe(traceparent.slice(0, 36));
  });

  it('leaves alone what a node itself sends as traceparent, and sends none where nothing is traced', async () => {
    const own = http('ask', 'GET', { config: { headers: { TraceParent: 'its own' } } });
    const seen: string[] = [];
    const respond: Play['respond'] = ({ headers }) => {
      const named = Object.entries(headers).filter(([name]) => name.toLowerCase() === 'traceparent');
      seen.push(JSON.stringify(named.map(([, value]) => value)));
      return jsonAnswer({});
    };
    await play(
      { nodes: [node('start', 'trigger.manual'), own], connections: chain('start → ask') },
      { respond, tracing: TRACING },
    );
    await play(GRAPH, { respond });
    expect(seen).toEqual(['["its own"]', '[]']);
  });

  it('says what failed by its code, and nothing of the data', async () => {
    const { ended } = await told({ respond: () => jsonAnswer({ secret: CANARY }, 400) });
    const lines: LogEntry[] = [];
    const points: unknown[] = [];
    createEndLog((line) => lines.push(line), 'failed')(ended);
    createDataPoints({ writeDataPoint: (point) => points.push(point) })(ended);
    const spans = spansOf(ended, traceOf(TRACING, ended));
    expect(spans[0]?.status).toEqual({ code: 2, message: 'http.client_error' });
    expect(lines).toMatchObject([
      { message: 'execution.failed', execution: EXECUTION, error_code: 'http.client_error' },
    ]);
    expect(points).toMatchObject([{ blobs: ['failed', 'workflow', 'manual', 'http.client_error'] }]);
    expect(JSON.stringify([spans, lines, points])).not.toContain(CANARY);
  });

  it('has a line for what has completed only if all are wanted', async () => {
    const { ended } = await told();
    const lines: LogEntry[] = [];
    createEndLog((line) => lines.push(line), 'failed')(ended);
    expect(lines).toEqual([]);
    createEndLog((line) => lines.push(line), 'all')(ended);
    expect(lines).toMatchObject([{ level: 'info', message: 'execution.completed', node_runs: 3 }]);
  });
});
