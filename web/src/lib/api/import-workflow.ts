import { request } from './request.ts';
import type { ImportedWorkflow } from './schema.gen.ts';

/** Stores a file as a new draft, whole or not at all. `path`: where the API has the workspace. */
export function importWorkflow(path: string, file: unknown): Promise<ImportedWorkflow> {
  return request(`${path}/workflows/import`, { method: 'POST', body: file });
}
