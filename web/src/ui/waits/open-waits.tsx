import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { lazy, type ReactElement, Suspense } from 'react';
import { request } from '../../lib/api/request.ts';
import type { OpenWait } from '../../lib/api/schema.gen.ts';
import type { WorkflowNode } from '../../lib/graph/graph.ts';
import type { RunView } from '../../lib/runs/run-view.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import styles from './waits.module.css';

const ApprovalCard = lazy(() => import('./approval-card.tsx').then((file) => ({ default: file.ApprovalCard })));

const KINDS: { readonly [kind in OpenWait['kind']]: string } = {
  approval: 'Waits for a decision',
  form: 'Waits for a form to be filled in',
  webhook: 'Waits for a call at its address',
};

/** Waits are no part of the stream: they are asked for while the run stands. */
const AGAIN_MS = 3000;

type OpenWaitsProps = { readonly run: RunView; readonly nodes: readonly WorkflowNode[] };

/** What a waiting execution waits for: approvals to be decided in place, and the addresses of all else. */
export function OpenWaits({ run, nodes }: OpenWaitsProps): ReactElement | null {
  const { path } = useWorkspace();
  const waiting = Object.values(run.nodes).filter((runs) => runs.at(-1)?.status === 'waiting').length;
  const { data, refetch } = useQuery({
    queryKey: ['waits', path, run.id, waiting],
    queryFn: () => request<{ readonly data: readonly OpenWait[] }>(`${path}/executions/${run.id}/waits`),
    refetchInterval: AGAIN_MS,
  });
  if (!data || data.data.length === 0) return null;
  return (
    <ul className={styles.waits} aria-label="What it waits for">
      {data.data.map((wait) => {
        const name = nodes.find(({ id }) => id === wait.node_id)?.name ?? wait.node_id;
        return (
          <li key={`${wait.node_id} ${wait.run_index}`} className={styles.wait}>
            {wait.kind === 'approval' ? (
              <Suspense>
                <ApprovalCard wait={wait} name={name} onDecided={() => void refetch()} />
              </Suspense>
            ) : (
              <p className={styles.line}>
                <span>
                  <bdi className={styles.name}>{name}</bdi> {KINDS[wait.kind]}
                </span>
                <a href={wait.url} target="_blank" rel="noreferrer">
                  Open <ExternalLink size={13} aria-hidden="true" />
                </a>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
