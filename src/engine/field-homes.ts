import { type ChoicesTeller, shortName, tellAlways } from './name-choices.ts';
import type { NodeSettings, RetryPolicy, WorkflowNode, WorkflowSettings } from './workflow.ts';

/** The places of a workflow that have fields of their own; `config` has those of the node's type. */
export type FieldPlace = 'workflow' | 'node' | 'settings' | 'retry' | 'config' | 'workflow_settings';

type FieldsOf<T> = { readonly [field in keyof T]-?: true };

const NODE: FieldsOf<WorkflowNode> = {
  id: true,
  type: true,
  name: true,
  position: true,
  size: true,
  color: true,
  config: true,
  credentials: true,
  settings: true,
  disabled: true,
  notes: true,
  pinned_data: true,
};

const SETTINGS: FieldsOf<NodeSettings> = {
  on_error: true,
  retry: true,
  timeout_ms: true,
  delivery: true,
  execute_once: true,
  always_output_data: true,
  keep_data: true,
};

const RETRY: FieldsOf<RetryPolicy> = {
  max_attempts: true,
  backoff: true,
  delay_ms: true,
  max_delay_ms: true,
  jitter: true,
  on: true,
};

const WORKFLOW_SETTINGS: FieldsOf<WorkflowSettings> = {
  timeout_seconds: true,
  timezone: true,
  variables: true,
  caller_policy: true,
  caller_ids: true,
  error_workflow_id: true,
  expression_errors: true,
  flow: true,
  canvas: true,
  retention: true,
  keep_data: true,
};

/** In the order in which they are looked at, with the words that say where a field belongs. */
const PLACES: readonly { readonly place: FieldPlace; readonly fields: object; readonly words: string }[] = [
  { place: 'settings', fields: SETTINGS, words: 'in the "settings" of the node, beside "config"' },
  { place: 'node', fields: NODE, words: 'in the node itself, beside "config"' },
  { place: 'retry', fields: RETRY, words: 'in "settings.retry" of the node' },
  { place: 'workflow_settings', fields: WORKFLOW_SETTINGS, words: 'in the "settings" of the workflow' },
];

/** Fields by the names that people bring along from n8n. */
const ALIASES: { readonly [name: string]: string } = {
  parameters: 'config',
  onerror: 'on_error',
  continueonfail: 'on_error',
  retryonfail: 'retry',
  maxtries: 'max_attempts',
  waitbetweentries: 'delay_ms',
  executeonce: 'execute_once',
  alwaysoutputdata: 'always_output_data',
  pindata: 'pinned_data',
  pinneddata: 'pinned_data',
  timeout: 'timeout_ms',
  credential: 'credentials',
  errorworkflow: 'error_workflow_id',
};

/** An unknown field: where it stands, which fields that place has, and which the config of this node's type has. */
export type UnknownField = {
  readonly field: string;
  readonly place: FieldPlace | null;
  readonly known: readonly string[];
  readonly configFields: readonly string[];
};

/**
 * Refuses an unknown field: says where it belongs if another place of the workflow has it, or else, as `tell` does, which fields
 * there are.
 */
export function unknownFieldMessage(unknown: UnknownField, tell: ChoicesTeller = tellAlways): string {
  const { field, known } = unknown;
  const refusal = `There is no field ${shortName(field)}.`;
  const homes = unknown.place === null ? [] : homesOf(unknown, unknown.place);
  if (homes.length > 0) return `${refusal} ${homes.join(' ')}`;
  return refusal + tell(field, () => ({ called: 'The fields here are', names: known }));
}

function homesOf({ field, configFields }: UnknownField, place: FieldPlace): string[] {
  const name = ALIASES[field.toLowerCase().replaceAll('_', '')] ?? field;
  const elsewhere = PLACES.filter((one) => one.place !== place && Object.hasOwn(one.fields, name));
  const homes = elsewhere.slice(0, 1).map(({ words }) => `"${name}" belongs ${words}.`);
  if (place === 'config' || !configFields.includes(field)) return homes;
  return [...homes, `"${field}" belongs in the "config" of the node${homes.length > 0 ? ', too' : ''}.`];
}
