import { DurableObject } from 'cloudflare:workers';
import type { TestEvent, TestHub, TestSession } from './test-hub-calls.ts';
import { createTestListeners } from './test-listeners.ts';

/** How many calls and runs are kept for those who come a moment later. */
const KEPT = 20;

const CREATE = 'CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, type TEXT NOT NULL, data TEXT NOT NULL)';
const TRIM = 'DELETE FROM events WHERE id NOT IN (SELECT id FROM events ORDER BY id DESC LIMIT ?)';

type StoredEvent = { readonly id: number; readonly type: string; readonly data: string };

/**
 * There is one object per webhook endpoint. While somebody listens at the test URL it passes on what arrives there; then it
 * stops by itself and keeps nothing.
 */
export class WebhookTestHub extends DurableObject implements TestHub {
  readonly #listeners = createTestListeners();

  async listen(session: TestSession): Promise<void> {
    this.ctx.storage.sql.exec(CREATE);
    this.ctx.storage.kv.put('session', session);
    await this.ctx.storage.setAlarm(session.until);
  }

  async session(): Promise<TestSession | null> {
    return this.#session();
  }

  async publish(event: TestEvent): Promise<number | null> {
    const session = this.#session();
    if (session === null) return null;
    const { sql } = this.ctx.storage;
    const last = sql.exec<{ last: number | null }>('SELECT max(id) AS last FROM events').one().last;
    // Numbers begin with the moment, so that those of an earlier listening are lower.
    const stored = { id: Math.max((last ?? 0) + 1, session.startedAt), ...event };
    sql.exec('INSERT INTO events (id, type, data) VALUES (?, ?, ?)', stored.id, stored.type, stored.data);
    sql.exec(TRIM, KEPT);
    this.#listeners.send(eventText(stored));
    return stored.id;
  }

  override async fetch(request: Request): Promise<Response> {
    if (this.#session() === null) return new Response(null, { status: 404 });
    const stream = this.#listeners.open(this.#since(request.headers.get('last-event-id') ?? ''));
    return new Response(stream, { status: stream === null ? 429 : 200 });
  }

  override async alarm(): Promise<void> {
    if (this.#session() !== null) return;
    this.#listeners.close('event: closed\ndata: {"reason":"expired"}\n\n');
    await this.ctx.storage.deleteAll();
  }

  #session(): TestSession | null {
    const session = this.ctx.storage.kv.get<TestSession>('session');
    return session === undefined || session.until <= Date.now() ? null : session;
  }

  #since(lastEventId: string): string {
    const last = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0;
    const stored = this.ctx.storage.sql.exec<StoredEvent>('SELECT * FROM events WHERE id > ? ORDER BY id', last);
    return stored.toArray().map(eventText).join('');
  }
}

function eventText({ id, type, data }: StoredEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
}
