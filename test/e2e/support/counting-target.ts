import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { wholeText } from '../../support/texts/whole-text.ts';

/** Long enough for a kill to hit calls under way. */
const ANSWER_MS = 20;

const bodySchema = z.object({ delivery: z.string() });

/** A call of the target: by which key, for which delivery, in which life of the server. */
type Call = { readonly key: string; readonly delivery: string; readonly life: number };

export type CountingTarget = {
  readonly url: string;
  readonly calls: readonly Call[];
  /** The server has been started again. */
  nextLife(): void;
  close(): void;
};

/** Counts who calls it. */
export async function openCountingTarget(): Promise<CountingTarget> {
  const calls: Call[] = [];
  let life = 1;
  const server = createServer(async (request, response) => {
    const bornIn = life;
    const body = await wholeText(request);
    if (body === null) return;
    const { delivery } = bodySchema.parse(JSON.parse(body));
    calls.push({ key: String(request.headers['idempotency-key']), delivery, life: bornIn });
    await delay(ANSWER_MS);
    response.setHeader('content-type', 'application/json').end('{"received":true}');
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    calls,
    nextLife: () => {
      life += 1;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
