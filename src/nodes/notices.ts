import type { NodeRun } from './node-run.ts';

/** Items that a line names; the rest are counted. */
const NAMED = 10;

/** What a node has to say of items without failing, such as that it left something out. */
export type Notices = {
  add(text: string, item: number): void;
  /** Logs one line for each text, which history keeps with the run, however many items it is about. */
  log(run: NodeRun<unknown>): void;
};

export function createNotices(): Notices {
  const items = new Map<string, number[]>();
  return {
    add(text, item) {
      const known = items.get(text);
      if (known === undefined) items.set(text, [item]);
      else known.push(item);
    },
    log(run) {
      run.log([...items].map(([text, about]) => ({ level: 'warn', text: `${text} (${named(about)})` })));
    },
  };
}

function named(items: readonly number[]): string {
  const numbers = items.toSorted((one, other) => one - other);
  const rest = numbers.length > NAMED ? ` and ${numbers.length - NAMED} more` : '';
  return `${items.length === 1 ? 'item' : 'items'} ${numbers.slice(0, NAMED).join(', ')}${rest}`;
}
