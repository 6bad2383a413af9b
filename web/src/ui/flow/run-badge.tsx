import { Ban, Check, CircleHelp, Hourglass, LoaderCircle, type LucideIcon, Pin, SkipForward, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { durationText } from '../../lib/text/moments.ts';
import { classNames } from '../class-names.ts';
import type { RunMark } from './flow-view.ts';
import styles from './node-card.module.css';

const ICONS: { readonly [status: string]: readonly [LucideIcon, string] } = {
  running: [LoaderCircle, 'Running'],
  completed: [Check, 'Succeeded'],
  failed: [X, 'Failed'],
  waiting: [Hourglass, 'Waiting'],
  skipped: [SkipForward, 'Skipped'],
  cancelled: [Ban, 'Cancelled'],
  unknown: [CircleHelp, 'Outcome unknown'],
};

/** How a node stands in the run that is shown: its state, how often it ran, how long that took. */
export function RunBadge({ run }: { readonly run: RunMark }): ReactElement {
  const [Icon, label] = ICONS[run.status] ?? [Hourglass, run.status];
  const isPinned = run.source === 'pinned';
  return (
    <span
      className={classNames(styles.badge, styles[`badge_${run.status}`])}
      role="img"
      aria-label={isPinned ? 'Pinned data used' : label}
    >
      {isPinned ? (
        <Pin size={12} />
      ) : (
        <Icon size={13} className={run.status === 'running' ? styles.turning : undefined} />
      )}
      {run.runs > 1 && <span>×{run.runs}</span>}
      {run.durationMs !== null && run.status !== 'skipped' && !isPinned && <span>{durationText(run.durationMs)}</span>}
    </span>
  );
}
