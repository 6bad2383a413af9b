import { z } from 'zod';
import { executionSchema, nodeExecutionSchema } from '../../src/executions/model/executions.schemas.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import type { User } from '../support/running-app.ts';
import { type Actors, api } from './actors.ts';
import type { Example } from './example-schema.ts';
import { prepare } from './prepare.ts';
import { recordedWorld } from './recorded-world.ts';
import { setStage } from './stage.ts';
import { start } from './start.ts';
import { take } from './steps.ts';

/** When examples take place unless they say otherwise: a Monday. It lies ahead, so that no alarm goes off by itself. */
const NOW = '2040-01-02T09:00:00.000Z';

async function nodesOf(actors: Actors, executionId: string) {
  const page = await api(actors, 'GET', `/executions/${executionId}/nodes?limit=100`);
  return pageSchema(nodeExecutionSchema).parse(page).data;
}

/** The execution of a workflow that was begun last. */
async function lastOf(actors: Actors, workflowId: string): Promise<string> {
  const page = await api(actors, 'GET', `/executions?workflow_id=${workflowId}&limit=1`);
  return z.object({ data: z.array(z.object({ id: z.string() })) }).parse(page).data[0]?.id ?? 'none';
}

/** Plays an example on a stage of its own, and tells what came of its own workflow. */
export async function playExample(user: User, example: Example) {
  const { run } = example;
  const world = recordedWorld(run.exchanges);
  const actors = { user, example, stage: setStage(world.transport, Date.parse(run.now ?? NOW)) };
  const { own, started } = await prepare(actors);
  const { executionId, answer } = await start(actors, started);
  await actors.stage.deliver();
  const said = async () => JSON.stringify([world.requests(), await nodesOf(actors, executionId)]);
  for (const step of run.steps) await take(actors, step, said);
  const id = started.id === own ? executionId : await lastOf(actors, own);
  return {
    answer,
    requests: world.requests(),
    execution: executionSchema.parse(await api(actors, 'GET', `/executions/${id}`)),
    nodes: await nodesOf(actors, id),
  };
}

export type Played = Awaited<ReturnType<typeof playExample>>;
