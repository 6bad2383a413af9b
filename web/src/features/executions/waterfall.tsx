import type { ReactElement } from 'react';
import type { WorkflowNode } from '../../lib/graph/graph.ts';
import type { NodeRun, RunView } from '../../lib/runs/run-view.ts';
import { durationText } from '../../lib/text/moments.ts';
import { classNames } from '../../ui/class-names.ts';
import { nodeIcon } from '../../ui/flow/node-icons.tsx';
import styles from './execution.module.css';

type WaterfallProps = {
  readonly run: RunView;
  readonly nodes: readonly WorkflowNode[];
  readonly chosen: string;
  readonly onChoose: (run: NodeRun) => void;
};

/** The time that is shown: from the begin of the first run to the end of the last one, or to now. */
function spanOf(
  runs: readonly NodeRun[],
  completedAt: string | null,
): { readonly from: number; readonly length: number } {
  const starts = runs.flatMap(({ started_at: at }) => (at ? [Date.parse(at)] : []));
  const ends = runs.flatMap(({ completed_at: at }) => (at ? [Date.parse(at)] : []));
  const from = Math.min(...starts);
  const to = completedAt === null ? Date.now() : Math.max(...ends, from);
  return { from, length: Math.max(1, to - from) };
}

/** What ran when, and how long each node took. */
export function Waterfall({ run, nodes, chosen, onChoose }: WaterfallProps): ReactElement {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const runs = Object.values(run.nodes)
    .flat()
    .sort((one, other) => one.position - other.position);
  const { from, length } = spanOf(runs, run.completedAt);
  return (
    <section aria-label="Node runs" className={styles.waterfall}>
      {runs.map((one) => {
        const node = byId.get(one.node_id);
        const Icon = nodeIcon(node?.type ?? '');
        const begin = one.started_at ? Date.parse(one.started_at) - from : 0;
        const key = `${one.node_id} ${one.run_index}`;
        return (
          <button
            key={key}
            type="button"
            aria-pressed={chosen === key}
            className={styles.run}
            onClick={() => onChoose(one)}
          >
            <span className={styles.runName}>
              <Icon size={14} />
              <bdi>{node?.name ?? one.node_id}</bdi>
              {one.run_index > 0 && <span>#{one.run_index + 1}</span>}
            </span>
            <span className={styles.track}>
              {one.status !== 'skipped' && (
                <span
                  className={classNames(styles.length, styles[`length_${one.status}`])}
                  style={{
                    left: `${(begin / length) * 100}%`,
                    width: `${((one.duration_ms ?? length - begin) / length) * 100}%`,
                  }}
                />
              )}
            </span>
            <span className={styles.took}>
              {one.status === 'completed' && one.duration_ms !== null ? durationText(one.duration_ms) : one.status}
            </span>
          </button>
        );
      })}
    </section>
  );
}
