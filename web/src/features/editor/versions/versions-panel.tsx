import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, type ReactElement, useContext, useEffect, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { Workflow, WorkflowVersion, WorkflowVersionSummary } from '../../../lib/api/schema.gen.ts';
import { diffGraphs, nodeChanges } from '../../../lib/graph/diff.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { Button, IconButton } from '../../../ui/button/button.tsx';
import { ErrorNotice } from '../../../ui/feedback/notice.tsx';
import { FlowViewContext } from '../../../ui/flow/flow-view.ts';
import { Moment } from '../../../ui/time/moment.tsx';
import { toast } from '../../../ui/toast/toasts.ts';
import { act, graphOf, openOverlay, selectGraph, undoStep, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './versions.module.css';

/** What a version was made for, in words. */
const ORIGINS: { readonly [origin in WorkflowVersionSummary['origin']]: string } = {
  saved: 'saved',
  published: 'published',
  paused: 'kept at a pause',
  run: 'run as a draft',
};

type Page = { readonly data: readonly WorkflowVersionSummary[] };

/** The versions of a workflow: what each differs in from the drawing, shown on the canvas too, and the way back to it. */
export function VersionsPanel(): ReactElement {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const workflow = useEditor((state) => state.workflow);
  const readOnly = useEditor((state) => state.readOnly);
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useQuery({
    queryKey: ['versions', path, workflow.id, workflow.version],
    queryFn: () => request<Page>(`${path}/workflows/${workflow.id}/versions`, { query: { limit: 100 } }),
  });
  return (
    <aside aria-label="Versions" className={styles.panel}>
      <header className={styles.head}>
        <h2>Versions</h2>
        <IconButton label="Close" onClick={() => openOverlay(store, null)}>
          <X size={17} />
        </IconButton>
      </header>
      {!readOnly && <NameVersion />}
      {list.error && <ErrorNotice error={list.error} />}
      <ol className={styles.list}>
        {list.data?.data.map(({ version, created_at: at, change_message: message, origin }) => (
          <li key={version}>
            <button
              type="button"
              aria-expanded={chosen === version}
              className={styles.version}
              onClick={() => setChosen(chosen === version ? null : version)}
            >
              <span>
                <strong>Version {version}</strong>
                {version === workflow.published_version && <span className={styles.live}>published</span>}
              </span>
              <span className={styles.when}>
                <Moment iso={at} /> · {ORIGINS[origin]}
              </span>
              {message && <bdi className={styles.message}>{message}</bdi>}
            </button>
            {chosen === version && <Comparison version={version} />}
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** Keeps the drawing as it stands under a name. */
function NameVersion(): ReactElement {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { workflow, saved } = store.getState();
    try {
      const headers = { 'if-match': `"r${saved.revision}"` };
      const body = { change_message: name.trim() };
      const fresh = await request<Workflow>(`${path}/workflows/${workflow.id}/versions`, {
        method: 'POST',
        body,
        headers,
      });
      store.setState((state) => ({ workflow: fresh, saved: { ...state.saved, revision: fresh.revision } }));
      setName('');
      await queries.invalidateQueries({ queryKey: ['versions', path, workflow.id] });
    } catch (error) {
      toast(error instanceof Error ? error.message : 'The version was not kept.', { tone: 'bad' });
    }
  }
  return (
    <form className={styles.keep} onSubmit={(event) => void keep(event)}>
      <input
        aria-label="Name for a version"
        placeholder="Name this version"
        maxLength={1000}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button size="small" type="submit">
        Keep
      </Button>
    </form>
  );
}

/** What a version is different in, from what is drawn now. */
function Comparison({ version }: { readonly version: number }): ReactElement {
  const store = useEditorStore();
  const view = useContext(FlowViewContext);
  const { path } = useWorkspace();
  const id = useEditor(({ workflow }) => workflow.id);
  const readOnly = useEditor((state) => state.readOnly);
  const graph = useEditor(selectGraph);
  const { data, error } = useQuery({
    queryKey: ['version', path, id, version],
    queryFn: () => request<WorkflowVersion>(`${path}/workflows/${id}/versions/${version}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    view?.setState({ changes: data ? nodeChanges(graphOf(data), graph) : {} });
    return () => view?.setState({ changes: {} });
  }, [view, data, graph]);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <p className={styles.nothing}>Loading …</p>;
  const lines = diffGraphs(graphOf(data), graph);
  return (
    <div className={styles.comparison}>
      <p className={styles.when}>{lines.length === 0 ? 'It is what is drawn now.' : 'Since then:'}</p>
      <ul>
        {lines.map(({ id: line, kind, text }) => (
          <li key={`${kind} ${line}`} className={styles[kind]}>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
      {!readOnly && lines.length > 0 && (
        <Button
          size="small"
          onClick={() => {
            act(store, { type: 'replace', graph: graphOf(data) });
            toast(`The drawing is that of version ${version}.`, {
              action: { label: 'Undo', perform: () => undoStep(store) },
            });
          }}
        >
          Restore this version
        </Button>
      )}
    </div>
  );
}
