import type { App } from '../http/app-types.ts';
import { noSuchRoute, unauthenticated } from '../http/http.errors.ts';
import { problem } from '../http/problem-responses.ts';
import { mountRaw } from '../http/route.ts';
import { sameText } from '../security/same-text.ts';
import { metricsText } from './metrics-text.ts';
import type { Figures } from './read-figures.ts';

/** `key`: what whoever asks has to bring; empty: nobody is answered. */
export type MetricsDeps = {
  readonly key: string;
  readonly figures: () => Promise<Figures>;
  readonly countCreated: () => Promise<number>;
};

/** Serves `/metrics` to Prometheus. The key is the server's, not a workspace's: the figures are of all of them. */
export function registerMetrics(app: App, deps: MetricsDeps): void {
  mountRaw(
    app,
    {
      operationId: 'get_metrics',
      summary: 'Metrics for Prometheus',
      description: 'How the platform gets on, in Prometheus text format, for the bearer of `METRICS_KEY`.',
      tags: ['Health'],
      methods: ['get'],
      path: '/metrics',
      permission: 'public',
      responses: {
        200: { description: 'The metrics.', content: { 'text/plain': { schema: { type: 'string' } } } },
        401: problem('Not the key.'),
        404: problem('No key is set.'),
      },
    },
    async (c) => {
      if (deps.key === '') throw noSuchRoute();
      if (!sameText(c.req.header('authorization') ?? '', `Bearer ${deps.key}`)) throw unauthenticated();
      const [figures, created] = await Promise.all([deps.figures(), deps.countCreated()]);
      return c.body(metricsText(figures, created), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    },
  );
}
