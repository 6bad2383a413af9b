import { env } from 'cloudflare:workers';
import { assembleApp } from '../../src/assemble-app.ts';
import { createDependencies } from '../../src/dependencies.ts';
import type { Env } from '../../src/env.ts';
import type { App } from '../../src/http/app-types.ts';
import { type Clock, systemClock } from '../../src/shared/clock.ts';

type Options = { readonly now?: Clock; readonly env?: Partial<Env> };

/** The whole application over the test database, at another time or in another environment where that is asked for. */
export function testApp({ now = systemClock, env: changed = {} }: Options = {}): App {
  return assembleApp({ ...createDependencies({ ...env, ...changed }), now });
}
