import type { Transport } from '../security/egress/types.ts';
import type { Log } from '../shared/log.ts';
import type { ReportEnd } from './ended-run.ts';
import { createEndLog } from './log-end.ts';
import { spansOf } from './otlp-spans.ts';
import { type Tracing, traceOf } from './run-trace.ts';
import { createSpanExporter } from './span-exporter.ts';
import { createDataPoints, type Dataset } from './write-data-points.ts';

type TelemetrySettings = {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT: string;
  readonly OTEL_EXPORTER_OTLP_HEADERS: { readonly [name: string]: string };
  readonly OTEL_SERVICE_NAME: string;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
  readonly LOG_EXECUTIONS: 'all' | 'failed' | 'none';
};

type TelemetryParts = {
  readonly settings: TelemetrySettings;
  readonly dataset: Dataset | undefined;
  readonly send: Transport;
  readonly log: Log;
  readonly hold: (work: Promise<unknown>) => void;
};

/** What the platform tells of itself. `null`: nobody wants to hear of ends, or of traces, and none costs anything. */
export type Telemetry = { readonly reportEnd: ReportEnd | null; readonly tracing: Tracing | null };

function createTraces(tracing: Tracing, { settings, send, log, hold }: TelemetryParts): ReportEnd {
  const target = {
    url: `${settings.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: settings.OTEL_SERVICE_NAME,
  };
  const exportSpans = createSpanExporter(target, { send, log, hold });
  return (ended) => {
    const trace = traceOf(tracing, ended);
    if (trace.sampled) exportSpans(spansOf(ended, trace));
  };
}

/** One that throws keeps neither the others from hearing, nor the execution from ending. */
function tellAll(listeners: readonly ReportEnd[], log: Log): ReportEnd {
  return (ended) => {
    for (const listener of listeners) {
      try {
        listener(ended);
      } catch (error) {
        log({ level: 'warn', message: 'telemetry.failed', execution: ended.id, error });
      }
    }
  };
}

/** Opens what the settings and bindings name. */
export function openTelemetry(parts: TelemetryParts): Telemetry {
  const { settings, dataset, log } = parts;
  const tracing = settings.OTEL_EXPORTER_OTLP_ENDPOINT === '' ? null : { share: settings.OTEL_TRACES_SAMPLER_ARG };
  const listeners: ReportEnd[] = [];
  if (settings.LOG_EXECUTIONS !== 'none') listeners.push(createEndLog(log, settings.LOG_EXECUTIONS));
  if (dataset !== undefined) listeners.push(createDataPoints(dataset));
  if (tracing !== null) listeners.push(createTraces(tracing, parts));
  return { tracing, reportEnd: listeners.length === 0 ? null : tellAll(listeners, log) };
}
