/** How much may lie before a listener that does not read, in bytes: then it is let go, and may come back. */
const BACKLOG = 5_000_000;

/** The most who listen to one test URL at once. */
const MOST = 5;

/** How often a sign of life is sent, in milliseconds: what is silent for a minute is cut off on the way. */
const HEARTBEAT = 15_000;

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** Those who are connected to the stream of a test URL. Nobody waits for them. */
export type TestListeners = {
  /** A stream that begins with what has come so far; null: too many listen already. */
  open(history: string): ReadableStream<Uint8Array> | null;
  send(text: string): void;
  /** Says a last word to all of them, and ends their streams. */
  close(text: string): void;
};

export function createTestListeners(): TestListeners {
  const encoder = new TextEncoder();
  const listeners = new Set<Controller>();
  let heartbeat: ReturnType<typeof setInterval> | null = null;

  function leave(listener: Controller): void {
    listeners.delete(listener);
    if (listeners.size > 0 || heartbeat === null) return;
    clearInterval(heartbeat);
    heartbeat = null;
  }

  function join(listener: Controller, history: string): void {
    listeners.add(listener);
    listener.enqueue(encoder.encode(`: listening\n\n${history}`));
    heartbeat ??= setInterval(() => send(': still listening\n\n'), HEARTBEAT);
  }

  function end(listener: Controller): void {
    leave(listener);
    listener.close();
  }

  function send(text: string): void {
    const bytes = encoder.encode(text);
    for (const listener of listeners) {
      if ((listener.desiredSize ?? 0) > 0) listener.enqueue(bytes);
      else end(listener);
    }
  }

  return {
    open(history) {
      if (listeners.size >= MOST) return null;
      let joined: Controller | null = null;
      return new ReadableStream<Uint8Array>(
        {
          start(listener) {
            joined = listener;
            join(listener, history);
          },
          cancel() {
            if (joined !== null) leave(joined);
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG }),
      );
    },
    send,
    close(text) {
      send(text);
      for (const listener of listeners) end(listener);
    },
  };
}
