import type { CorsConfig } from '../../nodes/webhook/cors-config.ts';
import { DUPLICATE_HEADER, EXECUTION_HEADER } from './answers/answer-headers.ts';

/** How long browsers may keep what they were told of an endpoint, in seconds. */
const MAX_AGE = 5;

/** Names of headers, as browsers list those that a page wants to send. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~, -]{1,2000}$/;

function allowedOrigin({ origins }: CorsConfig, origin: string | null): string | null {
  if (origin !== null && origins.includes(origin)) return origin;
  return origins.includes('*') ? '*' : null;
}

/** The headers that let a page of this origin read an answer, whatever the answer is. */
export function corsHeaders(config: CorsConfig, origin: string | null): readonly (readonly [string, string])[] {
  if (config.origins.length === 0) return [];
  const varies = ['vary', 'Origin'] as const;
  const allowed = allowedOrigin(config, origin);
  if (allowed === null) return [varies];
  const exposed = [EXECUTION_HEADER, DUPLICATE_HEADER, 'retry-after', ...config.exposed_headers].join(', ');
  return [
    varies,
    ['access-control-allow-origin', allowed],
    ['access-control-expose-headers', exposed],
    ...(config.credentials ? [['access-control-allow-credentials', 'true'] as const] : []),
  ];
}

/** The answer to a browser that asks what a page may send (Fetch standard, "CORS-preflight fetch"). Nothing runs. */
export function preflightAnswer(config: CorsConfig, methods: readonly string[], request: Headers): Response {
  const headers = new Headers({ vary: 'Access-Control-Request-Headers' });
  if (allowedOrigin(config, request.get('origin')) !== null) {
    headers.set('access-control-allow-methods', methods.join(', '));
    headers.set('access-control-max-age', String(MAX_AGE));
    const wanted = request.get('access-control-request-headers') ?? '';
    if (HEADER_NAMES.test(wanted)) headers.set('access-control-allow-headers', wanted);
  }
  return new Response(null, { status: 204, headers });
}
