import { getProfile } from '../accounts/profile.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import { permissionsInWorkspace } from '../security/permissions.ts';
import { STEP_UP_LIFETIME_MS } from '../security/step-up.ts';
import type { Clock } from '../shared/clock.ts';
import type { WorkspaceRepository } from '../workspaces/workspaces.repository.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { Bootstrap, OpenWorkspace } from './bootstrap.schemas.ts';

/** Who belongs to more reads the others page by page. */
const MOST_WORKSPACES = 100;

export type BootstrapDeps = Parameters<typeof getProfile>[0] & {
  readonly workspaces: Pick<WorkspaceRepository, 'list'>;
  readonly plans: PlanBook;
  readonly now: Clock;
};

/** Who is signed in, as their session shows it. */
type Caller = {
  readonly userId: string;
  readonly sessionId: string;
  readonly confirmedAt: number | null;
  readonly factorPassed: boolean;
};

function momentOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function openWorkspace(plans: PlanBook, workspace: Workspace, factorPassed: boolean): OpenWorkspace {
  const mfa_needed = workspace.settings.mfa_required && !factorPassed;
  const allowed = permissionsInWorkspace(workspace.role, { beingDeleted: workspace.deleted_at !== null });
  return { ...workspace, permissions: mfa_needed ? [] : [...allowed], mfa_needed, plan: plans.of(workspace.plan_id) };
}

/** All that a page needs before it can show anything: who is signed in, where they may work, and what they may do there. */
export async function getBootstrap(deps: BootstrapDeps, caller: Caller): Promise<Bootstrap> {
  const { userId, sessionId, confirmedAt, factorPassed } = caller;
  const [user, found] = await Promise.all([
    getProfile(deps, userId),
    deps.workspaces.list({ userId, after: null, limit: MOST_WORKSPACES + 1 }),
  ]);
  return {
    user,
    session: {
      id: sessionId,
      mfa_passed: factorPassed,
      confirmed_at: momentOf(confirmedAt),
      confirmed_until: momentOf(confirmedAt === null ? null : confirmedAt + STEP_UP_LIFETIME_MS),
    },
    workspaces: found.slice(0, MOST_WORKSPACES).map((workspace) => openWorkspace(deps.plans, workspace, factorPassed)),
    has_more_workspaces: found.length > MOST_WORKSPACES,
    billed: deps.plans.isBilled,
    now: new Date(deps.now()).toISOString(),
  };
}
