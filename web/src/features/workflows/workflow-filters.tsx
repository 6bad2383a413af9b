import { Search } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { WorkflowFilter } from './workflow-list-query.ts';
import styles from './workflows.module.css';

const TYPING_MS = 200;

const STATUSES = [
  ['', 'All'],
  ['active', 'Active'],
  ['draft', 'Drafts'],
  ['archived', 'Archived'],
] as const;

type FiltersProps = { readonly filter: WorkflowFilter; readonly onChange: (filter: WorkflowFilter) => void };

/** Which workflows the list shows; it stands in the address, so a link shows the same. */
export function WorkflowFilters({ filter, onChange }: FiltersProps): ReactElement {
  const [text, setText] = useState(filter.search ?? '');
  useEffect(() => {
    if (text === (filter.search ?? '')) return;
    const timer = setTimeout(() => onChange({ ...filter, search: text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  return (
    <div className={styles.filters}>
      <label className={styles.search}>
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          aria-label="Search workflows"
          placeholder="Search by name"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
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
    </div>
  );
}
