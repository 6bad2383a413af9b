const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ctrl-C reaches a process under npm twice, from the terminal and from npm. What comes later is meant as a second one. */
const ONE_SIGNAL_MS = 1000;

/** Lets `stop` end the process on Ctrl-C; a second signal ends it at once. Libraries that wanted to do so are sent away. */
export function onSignal(stop: () => void): void {
  let first: number | undefined;
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (first !== undefined && performance.now() - first > ONE_SIGNAL_MS) process.exit(1);
      if (first === undefined) stop();
      first ??= performance.now();
    });
  }
}
