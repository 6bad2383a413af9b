import type { App } from './app-types.ts';
import type { RoutePermission } from './authorize.ts';

type Requirement = { [scheme: string]: string[] };

/** Which proofs a route takes, as OpenAPI names them. */
export function securityOf(permission: RoutePermission): Requirement[] {
  if (permission === 'public') return [];
  return permission === 'authenticated' ? [{ bearer: [] }] : [{ bearer: [] }, { api_key: [] }];
}

export function registerSecuritySchemes(registry: App['openAPIRegistry']): void {
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a session. It lives for 15 minutes; a refresh token brings the next.',
  });
  registry.registerComponent('securitySchemes', 'api_key', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key of one workspace; it may do what its scopes and the role of its owner allow.',
  });
}
