import { type ReactElement, useCallback } from 'react';
import { Choice } from '../../ui/filter/choice.tsx';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { SearchBox } from '../../ui/filter/search-box.tsx';
import type { WorkflowFilter } from './workflow-list-query.ts';

const STATUSES = [
  ['', 'All'],
  ['active', 'Active'],
  ['draft', 'Drafts'],
  ['archived', 'Archived'],
] as const;

type FiltersProps = { readonly filter: WorkflowFilter; readonly onChange: (filter: WorkflowFilter) => void };

/** Which workflows the list shows; it stands in the address, so a link shows the same. */
export function WorkflowFilters({ filter, onChange }: FiltersProps): ReactElement {
  const search = useCallback((text: string) => onChange({ ...filter, search: text }), [filter, onChange]);
  return (
    <FilterBar>
      <SearchBox label="Search workflows" placeholder="Search by name" value={filter.search ?? ''} onChange={search} />
      <Choice
        legend="Status"
        name="status"
        choices={STATUSES}
        value={filter.status ?? ''}
        onChange={(status) => onChange({ ...filter, status })}
      />
    </FilterBar>
  );
}
