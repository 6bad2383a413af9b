import { watch } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/paths.ts';

const SETTLING_MS = 100;

/** Calls `onChange` when sources have changed and been quiet for a moment; never again before it is done. */
export function watchSources(onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(onChange);
    }, SETTLING_MS);
  };
  const watchers = ['src', 'durable-objects', 'web/src'].map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, schedule),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
