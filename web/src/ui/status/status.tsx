import type { ReactElement } from 'react';
import { classNames } from '../class-names.ts';
import tones from '../theme/tones.module.css';
import styles from './status.module.css';

/** What each state is called, and how it looks. */
const STATES: { readonly [state: string]: readonly [label: string, look: 'ok' | 'bad' | 'warn' | 'info' | 'plain'] } = {
  active: ['Active', 'ok'],
  draft: ['Draft', 'plain'],
  archived: ['Archived', 'plain'],
  pending: ['Pending', 'plain'],
  queued: ['Queued', 'plain'],
  running: ['Running', 'info'],
  waiting: ['Waiting', 'warn'],
  completed: ['Succeeded', 'ok'],
  failed: ['Failed', 'bad'],
  cancelled: ['Cancelled', 'plain'],
  skipped: ['Skipped', 'plain'],
  unknown: ['Outcome unknown', 'warn'],
};

/** What a state is called. */
export function stateLabel(state: string): string {
  return STATES[state]?.[0] ?? state;
}

/** A state as a word with its colour: never by colour alone. */
export function Status({ of }: { readonly of: string }): ReactElement {
  const [label, look] = STATES[of] ?? [of, 'plain'];
  return (
    <span
      className={classNames(
        styles.status,
        look === 'plain' ? styles.plain : tones[look],
        of === 'running' && styles.beating,
      )}
    >
      <span className={styles.dot} aria-hidden="true" />
      {label}
    </span>
  );
}
