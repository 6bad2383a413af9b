import { WorkerEntrypoint } from 'cloudflare:workers';
import { assembleApp } from './assemble-app.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import type { Env } from './env.ts';
import { sendDueBulkJobs, workBulkJobs } from './executions/bulk/work-bulk-job.ts';
import type { App } from './http/app-types.ts';
import { answerRunnerCall } from './intake/process/answer-runner-call.ts';
import { consumeDeadLetters } from './intake/queue/consume-dead-letters.ts';
import { consumeExecutions } from './intake/queue/consume-executions.ts';
import { runScheduled } from './intake/sweep/run-scheduled.ts';
import { perEnvironment } from './shared/per-environment.ts';

export { ExecutionCoordinator } from '../durable-objects/execution-coordinator.ts';
export { FlowGate } from '../durable-objects/flow-gate.ts';
export { LiveHub } from '../durable-objects/live-hub.ts';
export { WebhookTestHub } from '../durable-objects/webhook-test-hub.ts';
export { WorkspaceHub } from '../durable-objects/workspace-hub.ts';
export { ObjectCalls } from './runner/journal/remote-objects.ts';

/** The queue whose messages could not be handled, as wrangler.toml names it. */
const DEAD_LETTER_QUEUE = 'linkflow-executions-dead';

/** One assembly per environment: an isolate keeps its environment, and with it the caches. */
const dependenciesOf: (env: Env) => Dependencies = perEnvironment(createDependencies);
const appOf: (env: Env) => App = perEnvironment((env: Env) => assembleApp(dependenciesOf(env)));

/** Runs executions for another process of the local stack. */
export class RunnerCalls extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    return answerRunnerCall(dependenciesOf(this.env).intake, request, (work) => this.ctx.waitUntil(work));
  }
}

export default {
  fetch(request, env, ctx) {
    return appOf(env).fetch(request, env, ctx);
  },
  async queue(batch, env) {
    const deps = dependenciesOf(env);
    const { intake } = deps;
    if (batch.queue === DEAD_LETTER_QUEUE) await consumeDeadLetters(intake, batch.messages);
    else await consumeExecutions(intake, batch.messages, (ids) => workBulkJobs(deps, ids));
  },
  async scheduled(controller, env) {
    const deps = dependenciesOf(env);
    await runScheduled(deps.intake, controller.cron, () => sendDueBulkJobs(deps));
  },
} satisfies ExportedHandler<Env>;
