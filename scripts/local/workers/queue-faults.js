/**
 * Messages as a queue may deliver them at its worst: some never, the others several times and in another order. `faults`: the
 * share that is dropped, how many there are of each other, and over how many seconds they are spread.
 */
export function disturb(messages, { dropped, copies, spreadSeconds }, random = Math.random) {
  return messages
    .filter(() => random() >= dropped)
    .flatMap((message) =>
      Array.from({ length: copies }, (_, copy) => ({
        ...message,
        id: `${message.id}-${copy}`,
        delaySeconds: (message.delaySeconds ?? 0) + random() * spreadSeconds,
      })),
    );
}
