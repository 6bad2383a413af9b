import { Duration } from 'luxon';
import { z } from 'zod';
import { changeRow } from '../support/queued-execution.ts';
import { type Actors, api } from './actors.ts';
import type { Step } from './example-schema.ts';
import { findLink } from './find-link.ts';

const waitingSchema = z.object({ data: z.array(z.object({ id: z.string(), wait_until: z.string().nullable() })) });

/** Lets time go by, and wakes what should have woken in it. */
async function pass(actors: Actors, duration: string): Promise<void> {
  const { stage } = actors;
  stage.setClock(stage.clock() + Duration.fromISO(duration).toMillis());
  const waiting = waitingSchema.parse(await api(actors, 'GET', '/executions?status=waiting'));
  const due = waiting.data.filter(({ wait_until: until }) => until !== null && Date.parse(until) <= stage.clock());
  await Promise.all(due.map(({ id }) => changeRow(id, 'wait_until = now()')));
  await stage.deliver(due.map(({ id }) => ({ execution_id: id })));
}

/** Opens the first link with that text in it which the nodes have given to the world or to one another. */
async function open({ stage }: Actors, step: Extract<Step, { link: string }>, said: string): Promise<void> {
  const { link, method, headers, body } = step;
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  const init = { method, headers: { 'content-type': type, ...headers }, ...(text === undefined ? {} : { body: text }) };
  const response = await stage.send(findLink(said, link), init);
  if (!response.ok) throw new Error(`${method} ${link}: ${response.status} ${await response.text()}`);
  await stage.deliver();
}

/** What happens while the execution rests. `said` tells, as JSON, what the nodes have sent and brought forth. */
export async function take(actors: Actors, step: Step, said: () => Promise<string>): Promise<void> {
  if ('after' in step) await pass(actors, step.after);
  else await open(actors, step, await said());
}
