import type { AuditEntry } from '../../audit/audited-change.ts';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import type { PollChanges } from '../../polls/plan-poll-changes.ts';
import type { ScheduleChanges } from '../../schedules/plan-schedule-changes.ts';
import type { SealedChanges } from '../../webhooks/seal-endpoints.ts';
import type { WorkflowStatus } from './workflows.schemas.ts';
import type { VersionOrigin } from './workflows.table.ts';

/** The columns that a change may set. */
export type WorkflowState = {
  readonly name: string;
  readonly description: string | null;
  readonly status: WorkflowStatus;
  readonly published_version: number | null;
  readonly published_at: string | null;
  readonly tags: readonly string[];
  /** Since when the drawing differs from `version`, and who changed it last; `null`: it does not differ. */
  readonly draft_changed_at: string | null;
  readonly draft_changed_by: string | null;
};

/** A change of a workflow with its version, endpoints, schedules and audit entry. Stored whole or not at all. Moments are ISO 8601. */
export type WorkflowCommit = {
  readonly workflow: WorkflowState & {
    readonly id: string;
    readonly workspace_id: string;
    readonly created_by: string | null;
    /** The revision that the change was made from; `null` for a new workflow. */
    readonly expected_revision: number | null;
    readonly now: string;
  };
  /** `null` keeps the graph that is stored. */
  readonly graph: WorkflowGraph | null;
  /** Versions to make, in order: they get the next numbers, and the last one becomes the workflow's. */
  readonly versions: readonly VersionEntry[];
  /** Whether the last of them is published. */
  readonly publishes_last: boolean;
  readonly endpoints: SealedChanges;
  readonly polls: PollChanges;
  readonly schedules: ScheduleChanges;
  /** `{}`: an entry tells of it already. */
  readonly audit: AuditEntry | { readonly [field: string]: never };
};

export type VersionEntry = {
  readonly id: string;
  /** The drawing before the change, or as it is after it. */
  readonly of: 'before' | 'after';
  readonly origin: VersionOrigin;
  readonly created_by: string | null;
  readonly change_message: string | null;
};

export type WorkflowRemoval = {
  readonly workflow: { readonly id: string; readonly workspace_id: string; readonly expected_revision: number };
  readonly audit: AuditEntry;
};
