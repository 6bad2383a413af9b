import { describe, expect, it } from 'vitest';
import { testApp } from '../support/test-app.ts';

const app = testApp();

describe('GET /openapi.json', () => {
  it('is an OpenAPI 3.1 document with the security schemes and one schema for problems', async () => {
    const response = await app.request('/openapi.json');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({
      openapi: '3.1.0',
      components: { securitySchemes: { bearer: { scheme: 'bearer' }, api_key: { name: 'X-API-Key' } } },
      paths: {
        '/api/v1/users/me': {
          get: {
            security: [{ bearer: [] }],
            responses: {
              401: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
            },
          },
        },
      },
    });
  });
});

describe('GET /docs', () => {
  it('is a page that loads nothing from elsewhere', async () => {
    const response = await app.request('/docs');
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(page).not.toMatch(/https?:\/\//);
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts).toHaveLength(3);
    for (const path of parts) expect((await app.request(path)).status).toBe(200);
  });

  it('serves the reader as text', async () => {
    const script = await app.request('/docs/reader.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toContain('SwaggerUIBundle');
    const style = await app.request('/docs/reader.css');
    expect(style.headers.get('content-type')).toContain('text/css');
    expect(await style.text()).toContain('.swagger-ui');
  });

  it('serves no other files', async () => {
    expect((await app.request('/docs/other.js')).status).toBe(404);
  });
});
