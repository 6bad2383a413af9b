import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A stand-in for a chat's incoming webhook. */
export type Chat = {
  readonly url: string;
  /** The posts, each with its idempotency key. */
  readonly posts: readonly { readonly key: string; readonly body: string }[];
  close(): void;
};

/** Starts a server on loopback that answers each post with an id. */
export async function openChat(): Promise<Chat> {
  const posts: { key: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const key = String(request.headers['idempotency-key'] ?? '');
    posts.push({ key, body: await text(request) });
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: `post-${posts.length}` }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/posts`, posts, close: () => server.close() };
}
