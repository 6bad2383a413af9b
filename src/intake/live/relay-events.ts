/** How much may lie before a reader, in bytes, until nothing more is confirmed to the object. */
const BUFFER = 64_000;

/** How often a sign of life is sent, in milliseconds: what is silent for a minute is cut off on the way. */
const HEARTBEAT = 15_000;

/** When a browser that was cut off comes back, in milliseconds. */
const BEGINNING = ': watching\nretry: 2000\n\n';

const ID = /^id: (\S+)/;

/**
 * What comes over a WebSocket, as Server-Sent Events. A text that has an id is confirmed when the reader has room: to one that
 * does not read the object sends nothing more.
 */
export function relayEvents(socket: WebSocket): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let unconfirmed: string | null = null;
  let heartbeat: ReturnType<typeof setInterval> | undefined;

  function confirm(): void {
    if (unconfirmed !== null && socket.readyState === WebSocket.OPEN) socket.send(unconfirmed);
    unconfirmed = null;
  }

  function start(reader: ReadableStreamDefaultController<Uint8Array>): void {
    const write = (text: string): void => reader.enqueue(encoder.encode(text));
    write(BEGINNING);
    socket.addEventListener('message', ({ data }) => {
      if (heartbeat === undefined || typeof data !== 'string') return;
      write(data);
      unconfirmed = ID.exec(data)?.[1] ?? unconfirmed;
      if ((reader.desiredSize ?? 0) > 0) confirm();
    });
    const end = (): void => {
      if (heartbeat === undefined) return;
      stop();
      reader.close();
    };
    socket.addEventListener('close', end);
    socket.addEventListener('error', end);
    heartbeat = setInterval(() => {
      if ((reader.desiredSize ?? 0) > 0) write(': still here\n\n');
    }, HEARTBEAT);
    socket.accept();
  }

  function stop(): void {
    clearInterval(heartbeat);
    heartbeat = undefined;
  }

  return new ReadableStream<Uint8Array>(
    {
      start,
      pull: confirm,
      cancel() {
        stop();
        socket.close(1000, 'left');
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFER }),
  );
}
