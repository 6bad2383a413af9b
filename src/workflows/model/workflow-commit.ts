import type { AuditEntry } from '../../audit/audited-change.ts';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import type { PollChanges } from '../../polls/plan-poll-changes.ts';
import type { ScheduleChanges } from '../../schedules/plan-schedule-changes.ts';
import type { SealedChanges } from '../../webhooks/seal-endpoints.ts';
import type { WorkflowStatus } from './workflows.schemas.ts';

/** The columns that a change may set. */
export type WorkflowState = {
  readonly name: string;
  readonly description: string | null;
  readonly status: WorkflowStatus;
  readonly version: number;
  readonly published_version: number | null;
  readonly published_at: string | null;
  readonly tags: readonly string[];
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
  /** A row for the new version, or none if the graph did not change. */
  readonly versions: readonly VersionEntry[];
  readonly endpoints: SealedChanges;
  readonly polls: PollChanges;
  readonly schedules: ScheduleChanges;
  readonly audit: AuditEntry;
};

type VersionEntry = {
  readonly id: string;
  readonly created_by: string | null;
  readonly change_message: string | null;
};

export type WorkflowRemoval = {
  readonly workflow: { readonly id: string; readonly workspace_id: string; readonly expected_revision: number };
  readonly audit: AuditEntry;
};
