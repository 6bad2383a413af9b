import { eventText } from '../../../durable-objects/event-text.ts';
import type { Watching } from '../../../durable-objects/live-hub-calls.ts';
import type { LiveNews } from '../../executions/live/live-news.ts';
import { storedExecutionNews, storedNodeNews } from '../../executions/live/stored-news.ts';
import type { Execution } from '../../executions/model/executions.schemas.ts';
import type { LiveRouteDeps } from './live-deps.ts';

/** How many node runs are read at once. */
const PAGE = 200;

function textOf({ type, data }: LiveNews, format: Watching['format'], id: number | null = null): string {
  return eventText({ id, type, data }, format);
}

/** All that a stream has to tell of an execution that has ended, page by page: how its node runs ended, then how it did. */
export async function* pastEvents(
  { nodes }: Pick<LiveRouteDeps, 'nodes'>,
  execution: Execution,
  format: Watching['format'],
): AsyncGenerator<readonly string[]> {
  for (let after = -1; ; ) {
    const rows = await nodes.list(execution.id, { after, limit: PAGE });
    yield rows.map((row) => textOf(storedNodeNews(row), format));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.position;
  }
  yield [textOf(storedExecutionNews(execution), format, 0), textOf(CLOSED, format)];
}

const CLOSED = { key: '', type: 'closed', data: JSON.stringify({ reason: 'ended' }) };

/** The same as a stream of bytes, read as the reader reads. */
export function pastStream(pages: AsyncGenerator<readonly string[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(reader) {
      const { value, done } = await pages.next();
      if (done === true) reader.close();
      else reader.enqueue(encoder.encode(value.join('')));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}

/** The same over a WebSocket, which is then closed. */
export async function sendPast(socket: WebSocket, pages: AsyncGenerator<readonly string[]>): Promise<void> {
  socket.accept();
  for await (const texts of pages) {
    for (const text of texts) if (socket.readyState === WebSocket.OPEN) socket.send(text);
  }
  socket.close(1000, 'ended');
}
