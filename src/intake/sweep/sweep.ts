import { sweepFiles } from '../../executions/files/sweep-files.ts';
import { comingStarts } from '../../executions/lifecycle/coming-starts.ts';
import { countExecutions } from '../../executions/lifecycle/count-executions.ts';
import { journalsToPurge, markPurged } from '../../executions/lifecycle/purge-journals.ts';
import { sweepExecutions } from '../../executions/lifecycle/sweep-executions.ts';
import { expireAttempts, expireDedupeKeys, expireSpentTokens } from '../../retention/expire-rows.ts';
import { forgetSoon } from '../../retention/forget/forget-soon.ts';
import { callCoordinator } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';
import { settleAll } from '../../shared/settle-all.ts';
import { followUpGivenUp } from '../ends/follow-up-ends.ts';
import { stopDeleted } from '../ends/stop-deleted.ts';
import { wakeGates } from '../flow/wake-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { STARTS_SENT_AHEAD } from '../limits.ts';
import { sendDuePolls } from '../polls/send-due-polls.ts';
import { catchUpCalls, catchUpReports } from './catch-up.ts';
import { keepAlerts } from './keep-alerts.ts';

/** How long a message may be under way before the row is sent again, in seconds. */
const STALE_SECONDS = 60;

/** Rows that one sweep takes up. */
const SWEEP_LIMIT = 1000;

/** Starts that one sweep gives to the queue. */
const STARTS_LIMIT = 10_000;

/** Journals that one sweep deletes, and how many at a time. */
const PURGE_LIMIT = 500;
const PURGE_CONCURRENCY = 10;

/** Longer than the 300 s that a caller may wait, so that no execution is missed that gets its row only when it is over. */
const COUNT_LAG_SECONDS = 360;

async function sendAgain(deps: IntakeDeps): Promise<void> {
  const { requeued, givenUp, givenUpWithObject } = await sweepExecutions(deps.db, {
    staleSeconds: Math.min(STALE_SECONDS, deps.leaseSeconds),
    maxClaims: deps.maxClaims,
    limit: SWEEP_LIMIT,
  });
  await deps.outbox.send(
    requeued.map(({ id, workflowId, suspect }) => ({ execution_id: id, workflow_id: workflowId, suspect })),
  );
  await followUpGivenUp(deps, { promoted: givenUpWithObject, ids: givenUp });
}

async function sendComing({ db, outbox }: IntakeDeps): Promise<void> {
  await outbox.handOverLater(await comingStarts(db, { withinSeconds: STARTS_SENT_AHEAD, limit: STARTS_LIMIT }));
}

async function purgeOne(deps: IntakeDeps, id: string): Promise<string[]> {
  try {
    await callCoordinator(deps.coordinators, id, (stub) => stub.purge());
    return [id];
  } catch (error) {
    consoleLog({
      level: 'warn',
      message: 'A journal was not deleted; the next sweep tries again.',
      execution: id,
      error,
    });
    return [];
  }
}

async function purgeJournals(deps: IntakeDeps): Promise<void> {
  const ids = await journalsToPurge(deps.db, PURGE_LIMIT);
  for (let start = 0; start < ids.length; start += PURGE_CONCURRENCY) {
    const group = ids.slice(start, start + PURGE_CONCURRENCY);
    const purged = (await Promise.all(group.map((id) => purgeOne(deps, id)))).flat();
    if (purged.length > 0) await markPurged(deps.db, purged);
  }
}

async function countUsage({ db, keepPlans }: IntakeDeps): Promise<void> {
  await countExecutions(db, COUNT_LAG_SECONDS);
  await keepPlans();
}

/** The work of each minute. One part that fails does not keep the others from being done; all that failed is thrown together. */
export async function sweep(deps: IntakeDeps): Promise<void> {
  const parts = [
    sendAgain(deps),
    sendComing(deps),
    sendDuePolls(deps),
    purgeJournals(deps),
    catchUpReports(deps),
    catchUpCalls(deps),
    wakeGates(deps),
    stopDeleted(deps),
    countUsage(deps),
    forgetSoon(deps.db),
    keepAlerts(deps),
    expireDedupeKeys(deps.db),
    expireAttempts(deps.db),
    expireSpentTokens(deps.db),
    sweepFiles(deps.db, deps.blobs),
    deps.sendDueMails(),
  ];
  await settleAll(parts, 'Parts of the sweep failed.');
}
