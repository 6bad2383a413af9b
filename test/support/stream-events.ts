import { z } from 'zod';
import type { JsonObject } from '../../src/engine/json.ts';
import {
  type LiveExecution,
  type LiveNode,
  liveExecutionSchema,
  liveNodeSchema,
} from '../../src/executions/live/live.schemas.ts';

/** One event of a stream. */
export type StreamEvent = { readonly id: string; readonly type: string; readonly data: JsonObject };

/** A connection to a stream. */
export type Stream = {
  /** All events so far. */
  readonly events: readonly StreamEvent[];
  /** The next event; null at the end of the stream. */
  next(): Promise<StreamEvent | null>;
  /** Reads on up to the first event that is as wanted. */
  until(wanted: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Reads all to the end. */
  toEnd(): Promise<readonly StreamEvent[]>;
  leave(): Promise<void>;
};

function eventOf(block: string): StreamEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  return field('data') === '' ? null : { id: field('id'), type: field('event'), data: JSON.parse(field('data')) };
}

/** The events of a stream, as they come. */
export function readEvents(body: ReadableStream<Uint8Array>): Stream {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events: StreamEvent[] = [];
  let text = '';

  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const { value, done } = await reader.read();
        if (done) return null;
        text += decoder.decode(value, { stream: true });
        continue;
      }
      const event = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (event === null) continue;
      events.push(event);
      return event;
    }
  }

  return {
    events,
    next,
    async until(wanted) {
      for (let event = await next(); event !== null; event = await next()) if (wanted(event)) return event;
      throw new Error(`The stream ended before: ${JSON.stringify(events)}`);
    },
    async toEnd() {
      while ((await next()) !== null);
      return events;
    },
    leave: () => reader.cancel(),
  };
}

const runSchema = z.object({ node_id: z.string(), run_index: z.int() });

/** What events say, put together. */
export type Picture = { readonly execution: LiveExecution | null; readonly nodes: readonly LiveNode[] };

/** Puts together what a stream told: of each node run, and of the execution, what came last. */
export function putTogether(events: readonly StreamEvent[]): Picture {
  const nodes = new Map<string, LiveNode>();
  let execution: LiveExecution | null = null;
  for (const { type, data } of events) {
    if (type.startsWith('execution.')) execution = liveExecutionSchema.parse(data);
    if (!type.startsWith('node.')) continue;
    const { node_id, run_index } = runSchema.parse(data);
    if (type === 'node.forgotten') nodes.delete(`${node_id}:${run_index}`);
    else nodes.set(`${node_id}:${run_index}`, liveNodeSchema.parse(data));
  }
  return { execution, nodes: [...nodes.values()].sort((a, b) => a.position - b.position) };
}

/** `node status`, event by event. */
export function told(events: readonly StreamEvent[]): readonly string[] {
  return events.filter(({ type }) => type.startsWith('node.')).map(({ data }) => `${data.node_id} ${data.status}`);
}
