import { arrayOf } from '../../db/array-of.ts';
import { likePattern } from '../../shared/text/like-pattern.ts';
import type { ExecutionFilter } from './filter.schemas.ts';
import type { Parameters } from './parameters.ts';
import { goesByValues, haveIndex, type Search, statusCondition, wantedStatuses } from './search-source.ts';

/** So much of an error message is looked through, in characters. */
const SEARCHED_CHARACTERS = 2000;

type Condition = (parameters: Parameters, filter: ExecutionFilter, workspaceId: string) => string | null;

function equals<Name extends keyof ExecutionFilter>(name: Name, type: string): Condition {
  return (parameters, filter) =>
    filter[name] === undefined ? null : `e.${name} = ${parameters.add(filter[name], type)}`;
}

function duration(name: 'min_duration_ms' | 'max_duration_ms', operator: string): Condition {
  return (parameters, filter) =>
    filter[name] === undefined
      ? null
      : `e.completed_at - e.started_at ${operator} ${parameters.add(filter[name], 'int')} * interval '1 millisecond'`;
}

/** What no index tells, and has to be looked at row by row: the execution is `e`. */
const CONDITIONS: readonly Condition[] = [
  (_parameters, filter) => {
    const statuses = wantedStatuses(filter);
    return statuses === null || (haveIndex(statuses) && !goesByValues(filter)) ? null : statusCondition(statuses);
  },
  (parameters, filter) =>
    filter.workflow_id === undefined || !goesByValues(filter)
      ? null
      : `e.workflow_id = ${parameters.add(filter.workflow_id, 'uuid')}`,
  (parameters, filter) =>
    filter.trigger_type === undefined
      ? null
      : `e.trigger_type = ANY (${parameters.add(arrayOf(filter.trigger_type), 'text[]')})`,
  equals('workflow_version', 'int'),
  equals('error_code', 'text'),
  equals('error_node_id', 'text'),
  duration('min_duration_ms', '>='),
  duration('max_duration_ms', '<='),
  (parameters, filter, workspaceId) =>
    filter.tag === undefined
      ? null
      : `e.workflow_id IN (SELECT w.id FROM workflows w WHERE w.workspace_id = ${parameters.add(workspaceId, 'uuid')}
      AND w.tags @> ARRAY[${parameters.add(filter.tag, 'text')}])`,
  (parameters, { error_text: text }) =>
    text === undefined
      ? null
      : `left(e.error_message, ${SEARCHED_CHARACTERS}) ILIKE ${parameters.add(likePattern(text), 'text')}`,
];

/** What has to hold of an execution that the source of this search gives. Empty: the source gives no others. */
export function searchConditions({ filter, workspaceId }: Search, parameters: Parameters): readonly string[] {
  return CONDITIONS.flatMap((condition) => condition(parameters, filter, workspaceId) ?? []);
}
