import { Search, X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { Button } from '../../ui/button/button.tsx';
import styles from './executions.module.css';
import type { ExecutionFilter } from './executions-query.ts';

const STATUSES = [
  ['', 'All'],
  ['running,queued', 'Running'],
  ['waiting', 'Waiting'],
  ['completed', 'Succeeded'],
  ['failed', 'Failed'],
  ['cancelled', 'Cancelled'],
] as const;

const TRIGGERS = ['manual', 'webhook', 'schedule', 'form', 'poll', 'api', 'workflow', 'error'] as const;

const SINCE = [
  ['', 'Any time'],
  ['1', 'Last hour'],
  ['24', 'Last 24 hours'],
  ['168', 'Last 7 days'],
] as const;

const TYPING_MS = 250;

type FiltersProps = {
  readonly filter: ExecutionFilter;
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (filter: ExecutionFilter) => void;
};

function hoursSince(iso: string | undefined): string {
  if (!iso) return '';
  const hours = (Date.now() - Date.parse(iso)) / 3_600_000;
  return SINCE.find(([value]) => value !== '' && Number(value) >= hours - 0.5)?.[0] ?? '';
}

/** Which executions are shown. It stands in the address, so that a link shows the same. */
export function ExecutionFilters({ filter, names, onChange }: FiltersProps): ReactElement {
  const [text, setText] = useState(filter.error_text ?? '');
  useEffect(() => {
    if (text === (filter.error_text ?? '')) return;
    const timer = setTimeout(() => onChange({ ...filter, error_text: text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <search className={styles.filters}>
      <fieldset className={styles.statuses}>
        <legend>Status</legend>
        {STATUSES.map(([value, label]) => (
          <label key={label}>
            <input
              type="radio"
              name="status"
              checked={(filter.status ?? '') === value}
              onChange={() => onChange({ ...filter, status: value })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <select
        aria-label="Workflow"
        className={styles.select}
        value={filter.workflow_id ?? ''}
        onChange={(event) => onChange({ ...filter, workflow_id: event.target.value })}
      >
        <option value="">All workflows</option>
        {filter.workflow_id && !names.has(filter.workflow_id) && (
          <option value={filter.workflow_id}>{filter.workflow_id}</option>
        )}
        {[...names].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label="Trigger"
        className={styles.select}
        value={filter.trigger_type ?? ''}
        onChange={(event) => onChange({ ...filter, trigger_type: event.target.value })}
      >
        <option value="">Any trigger</option>
        {TRIGGERS.map((trigger) => (
          <option key={trigger}>{trigger}</option>
        ))}
      </select>
      <select
        aria-label="Time"
        className={styles.select}
        value={hoursSince(filter.created_from)}
        onChange={({ target }) =>
          onChange({
            ...filter,
            created_from: target.value && new Date(Date.now() - Number(target.value) * 3_600_000).toISOString(),
          })
        }
      >
        {SINCE.map(([value, label]) => (
          <option key={label} value={value}>
            {label}
          </option>
        ))}
      </select>
      <label className={styles.search}>
        <Search size={15} aria-hidden="true" />
        <input
          type="search"
          aria-label="Text of the error"
          placeholder="Text of the error"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {isFiltered && (
        <Button
          look="quiet"
          size="small"
          icon={<X size={14} />}
          onClick={() => {
            setText('');
            onChange({});
          }}
        >
          Clear
        </Button>
      )}
    </search>
  );
}
