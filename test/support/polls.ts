import { env } from 'cloudflare:workers';
import { createDependencies } from '../../src/dependencies.ts';
import type { PollMessage } from '../../src/env.ts';
import type { Execution } from '../../src/executions/model/executions.schemas.ts';
import { executionSchema } from '../../src/executions/model/executions.schemas.ts';
import type { IntakeDeps } from '../../src/intake/intake-deps.ts';
import { askPolls } from '../../src/intake/polls/ask-polls.ts';
import type { PollView } from '../../src/polls/polls.schemas.ts';
import { pollListSchema } from '../../src/polls/polls.schemas.ts';
import { createNodeRequest } from '../../src/runner/run/egress-request.ts';
import { openEgress } from '../../src/security/egress/open-egress.ts';
import { getExecution } from './executions.ts';
import { chain } from './graph.ts';
import { type Graph, node, type User } from './running-app.ts';
import { testDatabase } from './test-database.ts';

const deps = createDependencies(env);

/** A feed that a test changes: what it answers, and what it was asked. */
export function createFeed() {
  const asked: Request[] = [];
  let reply: () => Response | Promise<Response> = () => new Response('', { status: 500 });
  return {
    asked,
    answers(next: () => Response | Promise<Response>): void {
      reply = next;
    },
    has(...titles: readonly string[]): void {
      const items = titles.map((title) => `<item><guid>${title}</guid><title>${title}</title></item>`).join('');
      reply = () => new Response(`<rss version="2.0"><channel><title>F</title>${items}</channel></rss>`);
    },
    /** Intake as it is, but that the network is this feed. */
    intake(changes: Partial<IntakeDeps> = {}): IntakeDeps {
      const egress = openEgress(deps.settings, async (url, init) => {
        asked.push(new Request(url, init));
        return reply();
      });
      return { ...deps.intake, services: { ...deps.intake.services, request: createNodeRequest(egress) }, ...changes };
    },
  };
}

export type Feed = ReturnType<typeof createFeed>;

/** A feed's trigger, and an end. */
export function feedGraph(config: object = {}, more: object = {}): Graph {
  const settings = { url: 'https://203.0.114.7/feed.xml', every_minutes: 1, ...config };
  const nodes = [node('feed', 'trigger.rss', JSON.parse(JSON.stringify(settings)), more), node('end', 'logic.noop')];
  return { nodes, connections: chain('feed → end') };
}

export async function pollsOf(user: User, workflowId: string): Promise<readonly PollView[]> {
  return pollListSchema.parse((await user.api('GET', `/workflows/${workflowId}/polls`)).json).data;
}

export async function pollRow(workflowId: string): Promise<Record<string, unknown>> {
  const rows = await testDatabase().sql.query('SELECT * FROM polls WHERE workflow_id = $1::uuid', [workflowId]);
  return rows[0] ?? {};
}

/** The message that has the poll of a workflow made, as a tick would send it. */
export async function messageOf(workflowId: string): Promise<PollMessage> {
  const { id, revision } = await pollRow(workflowId);
  return { poll_id: String(id), revision: Number(revision) };
}

/** Makes the poll of a workflow, as a tick and the queue would. */
export async function pollOnce(feed: Feed, workflowId: string, changes: Partial<IntakeDeps> = {}): Promise<void> {
  await askPolls(feed.intake(changes), [await messageOf(workflowId)]);
}

/** All executions of a workflow, the first one first. */
export async function executionsOf(user: User, workflowId: string): Promise<readonly Execution[]> {
  const rows = await testDatabase().sql.query(
    'SELECT id FROM executions WHERE workflow_id = $1::uuid ORDER BY created_at, id',
    [workflowId],
  );
  return Promise.all(rows.map(async (row) => executionSchema.parse(await getExecution(user, String(row.id)))));
}

/** The titles with which executions were started. */
export async function toldTitles(user: User, workflowId: string): Promise<unknown[]> {
  const inputs = (await executionsOf(user, workflowId)).map(({ input_data }) => input_data);
  return inputs.map((input) => (Array.isArray(input) ? input.map(({ title }) => title) : Object(input).title));
}

/** No tick of another test asks what this user's workflows ask. */
export async function forgetPolls({ workspaceId }: User): Promise<void> {
  await testDatabase().sql.query('DELETE FROM polls WHERE workspace_id = $1::uuid', [workspaceId]);
}
