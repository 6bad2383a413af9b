import { z } from 'zod';
import type { JsonObject } from '../../src/engine/json.ts';
import { flowStateSchema } from '../../src/intake/flow/flow.schemas.ts';
import { chain } from './graph.ts';
import { node, type Published, publish, type User } from './running-app.ts';

/** hook → call, which does not come back before the target lets it go, with limits */
function limitedGraph(url: string, flow: JsonObject, hook: JsonObject = {}) {
  const call = node('call', 'action.http', { method: 'POST', url, body: '{{ $json.body }}' });
  return {
    nodes: [node('hook', 'trigger.webhook', hook), call],
    connections: chain('hook → call'),
    settings: { flow },
  };
}

export function publishLimited(user: User, url: string, flow: JsonObject, hook: JsonObject = {}): Promise<Published> {
  return publish(user, limitedGraph(url, flow, hook));
}

/** What the API shows of the gate of a workflow. */
export async function flowOf(user: User, { id }: Pick<Published, 'id'>) {
  return flowStateSchema.parse((await user.api('GET', `/workflows/${id}/flow`)).json);
}

/** The numbers that were sent in bodies such as `{"n":1}`, in the order in which they came. */
export function numbersOf(calls: readonly { readonly body: string }[]): readonly number[] {
  return calls.map(({ body }) => z.object({ n: z.number() }).parse(JSON.parse(body)).n);
}
