import type { Transport } from '../security/egress/types.ts';
import type { Log } from '../shared/log.ts';
import { pause } from '../shared/pause.ts';
import type { OtlpSpan } from './otlp-spans.ts';

/** Where spans go: an OTLP endpoint (HTTP, JSON), e.g. `https://otlp.example.com/v1/traces`, with the headers that it wants. */
export type SpanTarget = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly serviceName: string;
};

type SpanExporterDeps = {
  readonly send: Transport;
  readonly log: Log;
  /** Keeps the Worker alive for what outlasts the request (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
};

/** How long spans are collected, how many may wait, in how long they must be taken: milliseconds, spans, milliseconds. */
const COLLECT_MS = 200;
const MAX_WAITING = 20_000;
const TIMEOUT_MS = 5000;

/** Spans of one request. */
const BATCH = 2000;

function bodyOf({ serviceName }: SpanTarget, spans: readonly OtlpSpan[]): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: serviceName } }] },
        scopeSpans: [{ scope: { name: 'linkflow' }, spans }],
      },
    ],
  });
}

/**
 * Sends spans together with those of other executions of this isolate. Nobody waits for it: what the endpoint does not take is
 * lost, and the log says how many.
 */
export function createSpanExporter(target: SpanTarget, { send, log, hold }: SpanExporterDeps) {
  let waiting: OtlpSpan[] = [];
  let dropped = 0;

  async function post(spans: readonly OtlpSpan[]): Promise<void> {
    const response = await send(target.url, {
      method: 'POST',
      headers: new Headers({ ...target.headers, 'content-type': 'application/json' }),
      body: bodyOf(target, spans),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The endpoint answered ${response.status}.`);
  }

  async function flush(): Promise<void> {
    await pause(COLLECT_MS);
    const spans = waiting;
    const lost = dropped;
    [waiting, dropped] = [[], 0];
    if (lost > 0) log({ level: 'warn', message: 'telemetry.dropped', spans: lost });
    for (let start = 0; start < spans.length; start += BATCH) {
      const batch = spans.slice(start, start + BATCH);
      try {
        await post(batch);
      } catch (error) {
        log({ level: 'warn', message: 'telemetry.lost', spans: batch.length, error });
      }
    }
  }

  return (spans: readonly OtlpSpan[]): void => {
    if (waiting.length + spans.length > MAX_WAITING) {
      dropped += spans.length;
      return;
    }
    waiting.push(...spans);
    // Promises belong to the request that made them: each holds a flush of its own, and the first takes what is there.
    hold(flush());
  };
}
