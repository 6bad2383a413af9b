import { type Profiler, Session } from 'node:inspector';

/** Counts what JavaScript does: calls, and runs of loops and branches, in our code and in libraries. The host's own work is not seen. */
export type WorkCounter = {
  count(act: () => unknown): Promise<number>;
  stop(): void;
};

type Coverage = Profiler.TakePreciseCoverageReturnType;

function totalOf({ result }: Coverage): number {
  let total = 0;
  for (const script of result) {
    if (script.url.startsWith('node:')) continue;
    for (const { ranges } of script.functions) for (const { count } of ranges) total += count;
  }
  return total;
}

/** A counter by the coverage of V8. There may be one at a time. */
export async function startCounting(): Promise<WorkCounter> {
  const session = new Session();
  session.connect();
  await new Promise<void>((resolve, reject) => {
    const begun = (error: Error | null): void => (error === null ? resolve() : reject(error));
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true }, begun);
  });
  const take = () =>
    new Promise<Coverage>((resolve, reject) => {
      session.post('Profiler.takePreciseCoverage', (error, taken) => (error === null ? resolve(taken) : reject(error)));
    });
  return {
    async count(act) {
      await take();
      await act();
      return totalOf(await take());
    },
    stop: () => session.disconnect(),
  };
}
