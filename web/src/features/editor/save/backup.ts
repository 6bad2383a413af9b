import type { Graph } from '../../../lib/graph/graph.ts';

/** A drawing that the server does not have yet, and what it was made from. */
export type Unsaved = { readonly base: Graph; readonly revision: number; readonly graph: Graph };

export type Backup = {
  keep(unsaved: Unsaved): void;
  /** Writes at once what is to be written in a moment. */
  flush(): void;
  clear(): void;
};

const PREFIX = 'linkflow.unsaved.';
const PAUSE_MS = 100;

/** This tab, by a name that it keeps when it is loaded again. */
function tabName(): string {
  const kept = sessionStorage.getItem('linkflow.tab') ?? crypto.randomUUID();
  sessionStorage.setItem('linkflow.tab', kept);
  return kept;
}

/** Keeps what is not saved in the browser, under the name of this tab: two tabs don't overwrite each other's. */
export function createBackup(workflowId: string): Backup {
  const key = `${PREFIX}${workflowId}.${tabName()}`;
  let waiting: Unsaved | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== null) store(key, waiting);
    waiting = null;
  }
  return {
    keep(unsaved) {
      waiting = unsaved;
      timer ??= setTimeout(flush, PAUSE_MS);
    },
    flush,
    clear() {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
      localStorage.removeItem(key);
    },
  };
}

/** The browser may have no room: then the next save has to do. */
function store(key: string, unsaved: Unsaved): void {
  try {
    localStorage.setItem(key, JSON.stringify(unsaved));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Says, for as long as the page lives, that this tab does: what it keeps is its own. */
export function claimTab(): void {
  void navigator.locks?.request(`linkflow-tab-${tabName()}`, () => new Promise(() => undefined));
}

/** What a tab that is gone has left of a workflow, or this one before it was loaded again. It is handed over, and forgotten. */
export async function takeUnsaved(workflowId: string): Promise<Unsaved | null> {
  const held = (await navigator.locks?.query())?.held ?? [];
  const living = new Set(held.map(({ name }) => name));
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}${workflowId}.`))) {
    const tab = key.slice(`${PREFIX}${workflowId}.`.length);
    if (tab !== tabName() && living.has(`linkflow-tab-${tab}`)) continue;
    const text = localStorage.getItem(key);
    localStorage.removeItem(key);
    if (text !== null) return JSON.parse(text);
  }
  return null;
}
