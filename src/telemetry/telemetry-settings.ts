import { z } from 'zod';

/** `name=value,name=value`, values percent-encoded, as the OpenTelemetry specification writes headers into a variable. */
function headersOf(text: string): { readonly [name: string]: string } | null {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  const entries = pairs.map((pair) => /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(.*)$/.exec(pair));
  try {
    return Object.fromEntries(
      entries.map((match) => {
        if (match === null) throw new RangeError('not name=value');
        return [match[1] ?? '', new Headers({ value: decodeURIComponent(match[2] ?? '') }).get('value') ?? ''];
      }),
    );
  } catch {
    return null;
  }
}

/** The settings of what the platform tells of itself; names and forms as OpenTelemetry has them, where it does. */
export const telemetrySettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .default('')
    .transform((text, context) => {
      const headers = headersOf(text);
      if (headers !== null) return headers;
      context.addIssue({ code: 'custom', message: 'must be a list such as authorization=Bearer%20abc,x-team=flows' });
      return z.NEVER;
    }),
  OTEL_SERVICE_NAME: z
    .string()
    .default('')
    .transform((name) => name || 'linkflow'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .default('')
    .transform((share) => (share === '' ? 1 : Number(share)))
    .pipe(z.number().min(0).max(1)),
  LOG_EXECUTIONS: z
    .enum(['', 'all', 'failed', 'none'])
    .default('')
    .transform((which) => which || ('none' as const)),
};
