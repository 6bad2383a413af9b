import type { App } from './app-types.ts';
import { problem } from './problem-responses.ts';
import { mountRaw } from './route.ts';
import { registerSecuritySchemes } from './security-schemes.ts';

const HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'LinkFlow',
    version: '1.0.0',
    description:
      'Workflow automation on the edge. Moments are ISO 8601 in UTC, ids are UUIDs, lists are read page by page with ' +
      'cursors, and every error is an RFC 9457 problem with a stable `code`.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'The server that this document comes from.' }],
  tags: [
    { name: 'Authentication', description: 'Getting in, staying in, getting out.' },
    { name: 'Users', description: 'The user who is signed in.' },
    { name: 'Workspaces', description: 'What belongs together, and to whom.' },
    { name: 'API keys', description: 'Access for programs.' },
    { name: 'Audit', description: 'Who did what.' },
    { name: 'Insights', description: 'How executions go: how many fail, how long they take, and which nodes are why.' },
    { name: 'Alerts', description: 'Who is told when something goes wrong.' },
    { name: 'Plans', description: 'What a workspace may use, and how it is paid for.' },
    { name: 'Workflows', description: 'What is drawn, saved, published.' },
    { name: 'Webhooks', description: 'Where the world rings.' },
    { name: 'Forms', description: 'What people fill in.' },
    { name: 'Polls', description: 'What triggers ask services.' },
    { name: 'Schedules', description: 'When it runs by itself.' },
    { name: 'Credentials', description: 'Secrets that nodes may use.' },
    { name: 'Node types', description: 'What workflows are made of.' },
    { name: 'Expressions', description: 'What expressions come to, and what they may say.' },
    { name: 'Templates', description: 'Workflows to begin with.' },
    { name: 'Executions', description: 'What ran, and how it went.' },
    { name: 'Health', description: 'For those who watch over it.' },
    { name: 'Documentation', description: 'This document, and its reader.' },
  ],
};

/** The OpenAPI 3.1 document of all routes that are mounted by now. */
export function openApiDocument(app: App) {
  return app.getOpenAPI31Document(HEAD);
}

/** Serves the document at `/openapi.json`. It is generated when first asked for, after all routes are mounted. */
export function registerOpenApiRoute(app: App): void {
  registerSecuritySchemes(app.openAPIRegistry);
  let document: string | undefined;
  mountRaw(
    app,
    {
      operationId: 'get_openapi_document',
      summary: 'The OpenAPI document',
      description: 'This API as an OpenAPI 3.1 document.',
      tags: ['Documentation'],
      methods: ['get'],
      path: '/openapi.json',
      permission: 'public',
      responses: {
        200: { description: 'The document.', content: { 'application/json': { schema: { type: 'object' } } } },
        400: problem('The URL is broken.'),
      },
    },
    (c) => {
      document ??= JSON.stringify(openApiDocument(app));
      return c.body(document, 200, { 'content-type': 'application/json' });
    },
  );
}
