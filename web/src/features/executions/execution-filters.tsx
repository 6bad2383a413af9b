import { X } from 'lucide-react';
import { type ReactElement, useCallback } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { Choice } from '../../ui/filter/choice.tsx';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { SearchBox } from '../../ui/filter/search-box.tsx';
import { SelectBox } from '../../ui/filter/select-box.tsx';
import type { ExecutionFilter } from './executions-query.ts';

const STATUSES = [
  ['', 'All'],
  ['running,queued', 'Running'],
  ['waiting', 'Waiting'],
  ['completed', 'Succeeded'],
  ['failed', 'Failed'],
  ['cancelled', 'Cancelled'],
] as const;

const TRIGGERS = [
  ['', 'Any trigger'],
  ...['manual', 'webhook', 'schedule', 'form', 'poll', 'api', 'workflow', 'error'].map((one) => [one, one] as const),
] as const;

const SINCE = [
  ['', 'Any time'],
  ['1', 'Last hour'],
  ['24', 'Last 24 hours'],
  ['168', 'Last 7 days'],
] as const;

const HOUR_MS = 3_600_000;

type FiltersProps = {
  readonly filter: ExecutionFilter;
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (filter: ExecutionFilter) => void;
};

function hoursSince(iso: string | undefined): string {
  if (!iso) return '';
  const hours = (Date.now() - Date.parse(iso)) / HOUR_MS;
  return SINCE.find(([value]) => value !== '' && Number(value) >= hours - 0.5)?.[0] ?? '';
}

function momentBefore(hours: string): string {
  return hours && new Date(Date.now() - Number(hours) * HOUR_MS).toISOString();
}

/** All workflows by name; one that is not among them, by its id. */
function workflowChoices({ names, filter }: FiltersProps): readonly (readonly [string, string])[] {
  const { workflow_id: id } = filter;
  const unnamed = id && !names.has(id) ? [[id, id] as const] : [];
  return [['', 'All workflows'], ...unnamed, ...names];
}

/** Which executions are shown. It stands in the address, so that a link shows the same. */
export function ExecutionFilters(props: FiltersProps): ReactElement {
  const { filter, onChange } = props;
  const search = useCallback((error_text: string) => onChange({ ...filter, error_text }), [filter, onChange]);
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <FilterBar>
      <Choice
        legend="Status"
        name="status"
        choices={STATUSES}
        value={filter.status ?? ''}
        onChange={(status) => onChange({ ...filter, status })}
      />
      <SelectBox
        label="Workflow"
        choices={workflowChoices(props)}
        value={filter.workflow_id ?? ''}
        onChange={(workflow_id) => onChange({ ...filter, workflow_id })}
      />
      <SelectBox
        label="Trigger"
        choices={TRIGGERS}
        value={filter.trigger_type ?? ''}
        onChange={(trigger_type) => onChange({ ...filter, trigger_type })}
      />
      <SelectBox
        label="Time"
        choices={SINCE}
        value={hoursSince(filter.created_from)}
        onChange={(hours) => onChange({ ...filter, created_from: momentBefore(hours) })}
      />
      <SearchBox
        label="Text of the error"
        placeholder="Text of the error"
        value={filter.error_text ?? ''}
        onChange={search}
      />
      {isFiltered && (
        <Button look="quiet" size="small" icon={<X size={14} />} onClick={() => onChange({})}>
          Clear
        </Button>
      )}
    </FilterBar>
  );
}
