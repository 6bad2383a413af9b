import type { SearchResult } from '../api/schema.gen.ts';

/** Something that was found, and the address within the workspace where it is. */
export type FoundEntry = {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** By what it was found: the server may have looked where the page can't. */
  readonly words: string;
  readonly group: string;
};

const PREFIX = 'go ';

/** What a search found, for a palette. The id of each is its address. */
export function foundEntries(result: SearchResult, text: string): readonly FoundEntry[] {
  const entry = (group: string, path: string, label: string, detail: string): FoundEntry => ({
    id: `${PREFIX}${path}`,
    label,
    detail,
    words: text,
    group,
  });
  return [
    ...result.screens.map(({ path, name }) => entry('Screens', path, name, 'Screen')),
    ...result.workflows.map(({ id, name, status, tags }) =>
      entry('Workflows', `/workflows/${id}`, name, ['Workflow', status, ...tags].join(' · ')),
    ),
    ...result.executions.map(({ id, workflow_name: name, status, error_message: error }) =>
      entry('Executions', `/executions/${id}`, name ?? id, ['Execution', status, error].filter(Boolean).join(' · ')),
    ),
  ];
}

/** The address that an entry of a palette leads to; `null`: it is something else. */
export function foundPath(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}
