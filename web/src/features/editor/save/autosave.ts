import { isDirty, type SaverOptions, saveOnce } from './saver.ts';

/** So long after the last change the drawing is saved, in milliseconds. */
const QUIET_MS = 300;

/** So long after a failure it is tried again. */
const AGAIN_MS = 4000;

/** As the page goes, changes are sent as long as a browser carries them: 64 KB. */
const MOST_AT_END = 60_000;

export type Autosave = {
  stop(): void;
  /** Saves at once; tells whether all is saved now. */
  saveNow(): Promise<boolean>;
};

/**
 * Saves the drawing whenever it has changed, one save at a time, each made from the revision before: so no change of another
 * tab or person is ever overwritten. What can't be saved stays in the backup.
 */
export function startAutosave(options: SaverOptions): Autosave {
  const { store } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;

  function schedule(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), delay);
  }

  async function attempt(keepalive: boolean): Promise<boolean> {
    const outcome = await saveOnce(options, { keepalive });
    if (outcome === 'again') schedule(AGAIN_MS);
    return outcome === 'saved';
  }

  function begin(keepalive = false): Promise<boolean> {
    running ??= (isDirty(store) ? attempt(keepalive) : Promise.resolve(true)).finally(() => {
      running = null;
    });
    return running;
  }

  async function saveNow(): Promise<boolean> {
    clearTimeout(timer);
    const isSaved = await begin();
    return isSaved && isDirty(store) ? saveNow() : isSaved;
  }

  const stopWatching = watch(options, { schedule: () => schedule(QUIET_MS), begin, saveNow });
  return {
    saveNow,
    stop() {
      clearTimeout(timer);
      stopWatching();
      if (isDirty(store)) void saveNow();
    },
  };
}

type Calls = { readonly schedule: () => void; readonly begin: (keepalive: boolean) => Promise<boolean> } & Pick<
  Autosave,
  'saveNow'
>;

/** Notices what has changed, when the page goes out of sight, and when the network is back. */
function watch({ store, backup }: SaverOptions, { schedule, begin, saveNow }: Calls): () => void {
  let last = store.getState().history.graph;
  const unsubscribe = store.subscribe(({ history, saved }) => {
    if (history.graph === last) return;
    last = history.graph;
    if (!isDirty(store)) return;
    store.setState(({ save }) => (save.type === 'conflict' ? {} : { save: { type: 'unsaved' } }));
    backup.keep({ base: saved.graph, revision: saved.revision, graph: history.graph });
    schedule();
  });
  function onHide(): void {
    if (document.visibilityState !== 'hidden' || !isDirty(store)) return;
    backup.flush();
    if (JSON.stringify(store.getState().history.graph).length < MOST_AT_END) void begin(true);
  }
  const onOnline = (): void => void saveNow();
  document.addEventListener('visibilitychange', onHide);
  addEventListener('online', onOnline);
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', onHide);
    removeEventListener('online', onOnline);
  };
}
