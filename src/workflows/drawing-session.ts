import type { VersionEntry } from './model/workflow-commit.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** A drawing that was left alone for so long, in milliseconds, is kept as a version before somebody draws on. */
const PAUSE_MS = 10 * 60 * 1000;

/** Who draws on, and when. */
type Drawing = { readonly by: string | null; readonly now: number };

/** Whether the drawing is in no version, and is not simply drawn on: after a pause, or by somebody else. */
export function endsDrawing({ draft_changed_at: at, draft_changed_by }: Workflow, { by, now }: Drawing): boolean {
  return at !== null && (draft_changed_by !== by || Date.parse(at) + PAUSE_MS <= now);
}

/** The version that keeps the drawing as it stands, in the name of whoever drew it. */
export function keptDrawing({ draft_changed_by }: Workflow): Omit<VersionEntry, 'id'> {
  return { of: 'before', origin: 'paused', change_message: null, created_by: draft_changed_by };
}
