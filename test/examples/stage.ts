import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { assembleApp } from '../../src/assemble-app.ts';
import { createDependencies } from '../../src/dependencies.ts';
import type { ExecutionMessage } from '../../src/env.ts';
import { consumeExecutions } from '../../src/intake/queue/consume-executions.ts';
import { createNodeRequest } from '../../src/runner/run/egress-request.ts';
import { openEgress } from '../../src/security/egress/open-egress.ts';
import type { Transport } from '../../src/security/egress/types.ts';
import { newId } from '../../src/shared/ids.ts';
import { changeRow } from '../support/queued-execution.ts';

/** A queue that keeps its messages until they are taken. */
function heldQueue() {
  const held: ExecutionMessage[] = [];
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0 } };
  const queue: Queue<ExecutionMessage> = {
    metrics: async () => metadata.metrics,
    async send(body) {
      held.push(body);
      return { metadata };
    },
    async sendBatch(messages) {
      for (const { body } of messages) held.push(body);
      return { metadata };
    },
  };
  return { queue, take: () => held.splice(0) };
}

function asMessages(bodies: readonly ExecutionMessage[]): readonly Message<unknown>[] {
  const about = { timestamp: new Date(), attempts: 1 };
  return createMessageBatch(
    'linkflow-executions',
    bodies.map((body) => ({ id: newId(Date.now()), ...about, body })),
  ).messages;
}

/** Begins executions by the clock of the stage: that of the database would have their time up long before. */
async function begin(messages: readonly ExecutionMessage[], now: number): Promise<void> {
  const assignment = `started_at = coalesce(started_at, '${new Date(now).toISOString()}')`;
  await Promise.all(messages.map(({ execution_id: id }) => changeRow(id, assignment)));
}

/**
 * The whole application over the test database, but in a play: the clock of its nodes stands until it is set, chance always
 * falls the same way, the network is `transport`, and the queue delivers when it is told to.
 */
export function setStage(transport: Transport, startsAt: number) {
  let now = startsAt;
  const { queue, take } = heldQueue();
  const deps = createDependencies({ ...env, EXECUTIONS: queue });
  const request = createNodeRequest(openEgress(deps.settings, transport));
  const services = { ...deps.intake.services, clock: () => now, random: () => 0.5, request };
  const intake = { ...deps.intake, services };
  const app = assembleApp({ ...deps, intake });
  return {
    setClock(moment: number): void {
      now = moment;
    },
    clock: () => now,
    /** Sends a request to the application, and waits for all that it left to be done after its answer. */
    async send(path: string, init: RequestInit): Promise<Response> {
      const context = createExecutionContext();
      const response = await app.request(`https://linkflow.test${path}`, init, env, context);
      await waitOnExecutionContext(context);
      return response;
    },
    /** Delivers messages, and those that come of them, until there are none. */
    async deliver(messages: readonly ExecutionMessage[] = []): Promise<void> {
      for (let bodies = [...messages, ...take()]; bodies.length > 0; bodies = take()) {
        await begin(bodies, now);
        await consumeExecutions(intake, asMessages(bodies), async () => {});
      }
    },
  };
}

export type Stage = ReturnType<typeof setStage>;
