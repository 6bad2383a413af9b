type Search = Record<string, unknown>;

/** The texts that stand under these names; numbers in an address are texts here. */
function texts<Name extends string>(search: Search, names: readonly Name[]): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[name] = String(value);
  }
  return found;
}

export function readWorkflowSearch(search: Search) {
  return texts(search, ['search', 'status', 'tag']);
}

export function readExecutionSearch(search: Search) {
  return texts(search, [
    'status',
    'workflow_id',
    'trigger_type',
    'error_text',
    'created_from',
    'created_before',
    'min_duration_ms',
  ]);
}
