import type { ClaimedHold, Hold, Renewal } from '../../executions/lifecycle/hold-execution.ts';
import type { Clock } from '../../shared/clock.ts';
import { consoleLog } from '../../shared/log.ts';
import type { StopReason } from './drive-options.ts';
import type { WakeUp } from './wake-up.ts';

/**
 * What a runner hears while it holds an execution. `stop` is aborted with a `StopReason`; `wakeUp` rings when something came;
 * `onWatched` is called when somebody has begun to watch.
 */
type RunSignals = { readonly stop: AbortController; readonly wakeUp: WakeUp; readonly onWatched: () => void };

/** Renews the leases of a runner's executions, and tells their drives when they are lost, cancelled or woken. */
export type LeaseKeeper = {
  /** Renews the lease until `drop`. */
  hold(hold: ClaimedHold, signals: RunSignals): void;
  drop(hold: Hold): void;
};

export type LeaseKeeperOptions = {
  readonly renew: (holds: readonly Hold[]) => Promise<readonly Renewal[]>;
  readonly leaseSeconds: number;
  readonly clock: Clock;
};

type Held = RunSignals & { readonly hold: Hold; renewedAt: number; resumeCount: number; watchCount: number };

function stopWith(held: Held, reason: StopReason): void {
  held.stop.abort(reason);
}

function wake(held: Held, resumeCount: number): void {
  held.resumeCount = resumeCount;
  held.wakeUp.ring();
}

function tellNews(held: Held, { resumeCount, watchCount }: Renewal): void {
  if (resumeCount > held.resumeCount) wake(held, resumeCount);
  if (watchCount === held.watchCount) return;
  held.watchCount = watchCount;
  held.onWatched();
}

function applyRenewals(round: readonly Held[], renewals: readonly Renewal[], now: number): void {
  const known = new Map(renewals.map((renewal) => [renewal.id, renewal]));
  for (const held of round) {
    const renewal = known.get(held.hold.id);
    held.renewedAt = now;
    if (renewal === undefined) stopWith(held, 'lost');
    else if (renewal.cancelRequested) stopWith(held, 'cancelled');
    else tellNews(held, renewal);
  }
}

/** If the database can't be reached until a lease has run out, the execution counts as lost. */
function applyFailure(round: readonly Held[], leaseMs: number, now: number): void {
  for (const held of round) {
    if (now - held.renewedAt >= leaseMs) stopWith(held, 'lost');
  }
}

/** Renews all leases together, three times in their length. */
export function createLeaseKeeper({ renew, leaseSeconds, clock }: LeaseKeeperOptions): LeaseKeeper {
  const all = new Map<string, Held>();
  const leaseMs = leaseSeconds * 1000;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function renewAll(): Promise<void> {
    const round = [...all.values()];
    try {
      applyRenewals(round, await renew(round.map((held) => held.hold)), clock());
    } catch (error) {
      consoleLog({ level: 'warn', message: 'Leases could not be renewed.', error });
      applyFailure(round, leaseMs, clock());
    }
  }

  return {
    hold({ id, epoch, resumeCount, watchCount }, signals) {
      all.set(id, { hold: { id, epoch }, ...signals, resumeCount, watchCount, renewedAt: clock() });
      timer ??= setInterval(() => void renewAll(), leaseMs / 3);
    },
    drop(hold) {
      all.delete(hold.id);
      if (all.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
