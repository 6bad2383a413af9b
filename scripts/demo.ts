import { randomBytes } from 'node:crypto';
import { type Chat, openChat } from './demo/chat.ts';
import { type Client, type Published, register } from './demo/client.ts';
import { followExecution } from './demo/follow.ts';
import { type Delivery, deliver, examplePush } from './demo/github.ts';
import { findServer } from './demo/server-url.ts';
import { drawTree } from './demo/tree.ts';
import { announcePushes } from './demo/workflow.ts';
import { runScript } from './support/run-script.ts';

function step(text: string): void {
  console.log(`\n── ${text}`);
}

async function call(client: Client, workflow: Published, { body, headers }: Delivery): Promise<Response> {
  const response = await fetch(`${client.url}${workflow.webhookPath}`, { method: 'POST', headers, body });
  const duplicate = response.headers.get('linkflow-duplicate') === null ? '' : ' (linkflow-duplicate: true)';
  console.log(`   ${response.status}${duplicate} ${await response.text()}`);
  return response;
}

async function tour(client: Client, chat: Chat): Promise<void> {
  const graph = await announcePushes(chat.url);
  step(`Create and publish the workflow "${graph.name}"`);
  const workflow = await client.publish(graph);
  console.log(`   ${client.url}${workflow.webhookPath}`);

  step("Send GitHub's example of a push, signed with the endpoint's secret");
  const delivery = deliver('push', examplePush(), workflow.secret);
  const response = await call(client, workflow, delivery);

  step('Follow the execution');
  const execution = await followExecution(client, response.headers.get('linkflow-execution-id') ?? '');
  console.log(`   ${execution.id} ${execution.status}`);
  for (const line of drawTree(execution.nodes, graph.connections, 'push')) console.log(`   ${line}`);
  for (const { key, body } of chat.posts) console.log(`   The chat received ${body} (Idempotency-Key ${key})`);

  step('Send the same delivery again: it is known, and nothing runs twice');
  await call(client, workflow, delivery);
  console.log(`   Posts to the chat: ${chat.posts.length}`);

  step('Send one with a forged signature: it is refused');
  await call(client, workflow, deliver('push', examplePush(), 'not the secret'));
  if (execution.status !== 'completed' || chat.posts.length !== 1) process.exitCode = 1;
}

/** `npm run demo`: a tour of a running server, from a new account to the history of an execution. */
await runScript(async () => {
  const url = await findServer(process.env);
  const email = `demo-${randomBytes(4).toString('hex')}@example.com`;
  step(`Register ${email} at ${url}`);
  const client = await register(url, email, randomBytes(12).toString('hex'));
  console.log(`   ${client.workspacePath}`);
  const chat = await openChat();
  try {
    await tour(client, chat);
  } finally {
    chat.close();
  }
  console.log(`\nAll of it is described at ${url}/docs.`);
});
