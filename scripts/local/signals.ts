const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Lets `stop` end the process on Ctrl-C; a second signal ends it at once. Libraries that wanted to do so are sent away. */
export function onSignal(stop: () => void): void {
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.once(signal, () => {
      for (const other of SIGNALS) process.once(other, () => process.exit(1));
      stop();
    });
  }
}
