import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { wholeText } from '../../support/texts/whole-text.ts';
import type { Gate } from './crossing.ts';

/** Long enough for a fault to hit calls under way, in milliseconds. */
const ANSWER_MS = 15;

const bodySchema = z.object({ delivery: z.string() });

/** An effect that happened: of which node, for which delivery, by which idempotency key; `at` in milliseconds since the epoch. */
export type Effect = {
  readonly node: string;
  readonly delivery: string;
  readonly key: string;
  /** By its path: whether it must not happen twice. */
  readonly once: boolean;
  readonly at: number;
};

export type EffectServer = { readonly url: string; readonly effects: readonly Effect[]; close(): void };

/** A server for nodes to call at `/{often|once}/{node}`. It records each call, then answers. */
export async function openEffectServer(gate: Gate): Promise<EffectServer> {
  const effects: Effect[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await wholeText(request);
    if (body === null) return;
    const [, kind, node = ''] = (request.url ?? '').split('/');
    const place = `request ${node}`;
    const passes = async (phase: 'before' | 'after'): Promise<boolean> => {
      const toll = await gate.watch({ place, phase, text: body });
      if (toll === 'drop') response.destroy();
      if (toll === 'fail') response.writeHead(500).end();
      return toll === 'go';
    };
    if (!(await passes('before'))) return;
    const { delivery } = bodySchema.parse(JSON.parse(body));
    const key = String(request.headers['idempotency-key']);
    effects.push({ node, delivery, key, once: kind === 'once', at: Date.now() });
    await delay(ANSWER_MS);
    if (await passes('after')) response.setHeader('content-type', 'application/json').end('{"done":true}');
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error('The effect server could not read a call:', error);
      response.destroy();
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    effects,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
