import style from 'swagger-ui-dist/swagger-ui.css';
import script from 'swagger-ui-dist/swagger-ui-bundle.js';
import type { App } from '../app-types.ts';
import { noSuchRoute } from '../http.errors.ts';
import { problem } from '../problem-responses.ts';
import { mountRaw } from '../route.ts';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>LinkFlow API</title>
    <link rel="stylesheet" href="/docs/reader.css">
  </head>
  <body>
    <div id="reader"></div>
    <script src="/docs/reader.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reader', deepLinking: true, validatorUrl: null });
`;

/**
 * Everything comes from this server, so the reader works offline. `unsafe-inline` is for the inline styles that React
 * sets.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ASSETS: ReadonlyMap<string, { readonly type: string; readonly text: string }> = new Map([
  ['reader.js', { type: 'text/javascript; charset=utf-8', text: script }],
  ['reader.css', { type: 'text/css; charset=utf-8', text: style }],
  ['start.js', { type: 'text/javascript; charset=utf-8', text: START }],
]);

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const common = { tags: ['Documentation'], permission: 'public', methods: ['get'] } as const;

const page = {
  ...common,
  operationId: 'read_docs',
  summary: 'The reader of the documentation',
  description: 'A page that shows the OpenAPI document to people.',
  path: '/docs',
  responses: {
    200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } },
    400: problem('The URL is broken.'),
  },
} as const;

const asset = {
  ...common,
  operationId: 'get_docs_asset',
  summary: 'A part of the reader',
  description: 'Script or style of the reader.',
  path: '/docs/{file}',
  responses: {
    200: { description: 'The part.', content: { 'text/plain': { schema: { type: 'string' } } } },
    404: problem('There is no such part.'),
  },
} as const;

/** Serves the reader of the API's documentation at `/docs`. */
export function registerDocsRoutes(app: App): void {
  mountRaw(app, page, (c) => c.html(PAGE, 200, HEADERS));
  mountRaw(app, asset, (c) => {
    const found = ASSETS.get(c.req.param('file') ?? '');
    if (!found) throw noSuchRoute();
    const caching = { 'content-type': found.type, 'cache-control': 'public, max-age=3600' };
    return c.body(found.text, 200, { ...HEADERS, ...caching });
  });
}
