import { assembleApp } from './assemble-app.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import type { Env } from './env.ts';
import type { App } from './http/app-types.ts';
import { consumeDeadLetters } from './intake/queue/consume-dead-letters.ts';
import { consumeExecutions } from './intake/queue/consume-executions.ts';
import { runScheduled } from './intake/sweep/run-scheduled.ts';

export { ExecutionCoordinator } from '../durable-objects/execution-coordinator.ts';

/** The queue whose messages could not be handled, as wrangler.toml names it. */
const DEAD_LETTER_QUEUE = 'linkflow-executions-dead';

type Assembled = { readonly deps: Dependencies; readonly app: App };

const assembled = new WeakMap<Env, Assembled>();

/** One assembly per environment: an isolate keeps its environment, and with it the caches. */
function assemble(env: Env): Assembled {
  const known = assembled.get(env);
  if (known !== undefined) return known;
  const deps = createDependencies(env);
  const fresh = { deps, app: assembleApp(deps) };
  assembled.set(env, fresh);
  return fresh;
}

export default {
  fetch(request, env, ctx) {
    return assemble(env).app.fetch(request, env, ctx);
  },
  async queue(batch, env) {
    const { intake } = assemble(env).deps;
    if (batch.queue === DEAD_LETTER_QUEUE) await consumeDeadLetters(intake, batch.messages);
    else await consumeExecutions(intake, batch.messages);
  },
  async scheduled(controller, env) {
    await runScheduled(assemble(env).deps.intake, controller.cron);
  },
} satisfies ExportedHandler<Env>;
