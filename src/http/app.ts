import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { newId } from '../shared/ids.ts';
import type { App, AppDeps, AppEnv } from './app-types.ts';
import { noSuchRoute } from './http.errors.ts';
import { crossOrigin } from './hygiene/cross-origin.ts';
import { hostGuard } from './hygiene/host-guard.ts';
import { securityHeaders } from './hygiene/security-headers.ts';
import { tlsGuard } from './hygiene/tls-guard.ts';
import { problemResponse } from './problem.ts';
import { urlGuard } from './url-guard.ts';
import { invalidInput, placeOf } from './validation.errors.ts';

/** The whole HTTP surface: what is common to all requests, then the routes of each registrar in order. */
export function createApp(deps: AppDeps): App {
  const app: App = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error, placeOf(result.target));
    },
  });
  useCommonMiddleware(app, deps);
  app.onError((error, c) => problemResponse(error, c, deps.log));
  app.notFound((c) => problemResponse(noSuchRoute(), c, deps.log));
  for (const register of deps.registrars) register(app);
  return app;
}

/** Webhooks get only the request id, a few headers, and the catching of what is thrown: their handler decides what it accepts. */
function useCommonMiddleware(app: App, { auth, log, origins, worldHost, tlsHosts }: AppDeps): void {
  app.use('*', requestId({ generator: () => newId(auth.now()) }), securityHeaders);
  for (const path of ['/api/*', '/openapi.json']) app.use(path, crossOrigin(origins));
  app.use('*', async function catchStrays(c, next) {
    try {
      await next();
    } catch (thrown) {
      // Hono hands only instances of Error to onError.
      c.res = problemResponse(thrown, c, log);
    }
  });
  if (worldHost !== null) app.use('*', hostGuard(worldHost));
  app.use('*', provideAuth(auth));
  if (tlsHosts.size > 0) app.use('*', tlsGuard(tlsHosts));
  for (const path of ['/api/*', '/account/*', '/auth/*', '/health/*', '/docs/*', '/openapi.json'])
    app.use(path, urlGuard);
}

function provideAuth(auth: AppDeps['auth']): MiddlewareHandler<AppEnv> {
  return async function provideAuthDeps(c, next) {
    c.set('auth', auth);
    await next();
  };
}
