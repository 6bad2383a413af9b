import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { telemetrySettings } from '../../src/telemetry/telemetry-settings.ts';

const schema = z.object(telemetrySettings);

describe('the settings of telemetry', () => {
  it('are all off when nothing is set, or set to nothing', () => {
    const off = {
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
      OTEL_EXPORTER_OTLP_HEADERS: {},
      OTEL_SERVICE_NAME: 'linkflow',
      OTEL_TRACES_SAMPLER_ARG: 1,
      LOG_EXECUTIONS: 'none',
    };
    expect(schema.parse({})).toEqual(off);
    expect(schema.parse(Object.fromEntries(Object.keys(off).map((name) => [name, ''])))).toEqual(off);
  });

  it('have headers as OpenTelemetry writes them', () => {
    const { OTEL_EXPORTER_OTLP_HEADERS } = schema.parse({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-team = flows',
    });
    expect(OTEL_EXPORTER_OTLP_HEADERS).toEqual({ authorization: 'Bearer a=b', 'x-team': 'flows' });
  });

  it.each([
    { OTEL_EXPORTER_OTLP_HEADERS: 'authorization' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'a b=c' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'a=%' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'a=b%0d%0ax-evil:%201' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'file:///etc/passwd' },
    { OTEL_TRACES_SAMPLER_ARG: '2' },
    { OTEL_TRACES_SAMPLER_ARG: 'half' },
    { LOG_EXECUTIONS: 'some' },
  ])('are refused when they are nonsense: %j', (settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });
});
