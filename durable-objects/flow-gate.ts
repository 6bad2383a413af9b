import { DurableObject } from 'cloudflare:workers';
import { openSystemDatabase } from '../src/db/databases.ts';
import { admit, askGate } from '../src/flow/admit.ts';
import { configureGate, createGate, type Gate, isIdle, leave, nextMoment, withdraw } from '../src/flow/gate.ts';
import { OPEN_GATE } from '../src/flow/gate-config.ts';
import type { Decision } from '../src/flow/gate-types.ts';
import { type GateView, viewGate } from '../src/flow/gate-view.ts';
import type { GateDeps } from '../src/intake/flow/gate-deps.ts';
import { reconcileGate } from '../src/intake/flow/reconcile-gate.ts';
import { hasNews, serveGate } from '../src/intake/flow/serve-gate.ts';
import { createOutbox } from '../src/intake/outbox.ts';
import { consoleLog } from '../src/shared/log.ts';
import { pause } from '../src/shared/pause.ts';
import type { FlowGateCalls, GateOwner, GateRequest } from './flow-gate-calls.ts';
import { createFlowStore } from './flow-store.ts';

/** How often the gate compares itself with the database while anybody runs or waits, in milliseconds. */
const RECONCILE_EVERY = 60_000;

/** When what could not be told is tried again after the object was away, in milliseconds. */
const TELL_AGAIN = 5000;

/** The pauses before a row that is still missing is looked for again, in milliseconds: each twice as long as the one before. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 160;

/**
 * There is one object per workflow, or workspace, with limits. It keeps who runs and who waits; `src/flow/` decides. What it
 * decides of those who wait, it tells their rows and the queue.
 */
export class FlowGate extends DurableObject implements FlowGateCalls {
  readonly #store = createFlowStore(this.ctx.storage);
  readonly #gate: Gate = createGate(this.#store.load(), this.#store, this.#store.head()?.config ?? OPEN_GATE);
  readonly #deps: GateDeps = {
    db: openSystemDatabase(this.env),
    outbox: createOutbox(this.env.EXECUTIONS),
  };
  #owner: GateOwner | null = this.#store.head()?.owner ?? null;
  #isTelling = false;
  #reconciledAt = 0;

  /** Whether an execution may run now, has to wait, or will not run. Asked again, it hears the same. */
  async ask({ owner, config, ask }: GateRequest): Promise<Decision> {
    if (this.#owner === null || config.version > this.#gate.config.version) this.#learn(owner, config);
    if (owner.workflowId === null && config.limit !== this.#gate.config.limit) this.#learn(owner, config);
    const decision = askGate(this.#gate, ask, Date.now());
    await this.#goOn();
    return decision;
  }

  /** These executions have ended. Idempotent. */
  async leave(ids: readonly string[]): Promise<void> {
    for (const id of ids) leave(this.#gate, id);
    admit(this.#gate, Date.now());
    await this.#goOn();
  }

  /** An execution that has asked was not accepted after all. Idempotent. */
  async withdraw(asked: { readonly id: string; readonly key: string }): Promise<void> {
    withdraw(this.#gate, asked);
    admit(this.#gate, Date.now());
    await this.#goOn();
  }

  /** The database holds executions for this gate: it looks whether it knows them. Idempotent. */
  async wake(owner: GateOwner): Promise<void> {
    if (this.#owner === null) this.#learn(owner, this.#gate.config);
    if (Date.now() - this.#reconciledAt >= RECONCILE_EVERY) await this.ctx.storage.setAlarm(Date.now());
  }

  /** Who runs and who waits. Changes nothing. */
  async show(): Promise<GateView> {
    return viewGate(this.#gate);
  }

  /** Never throws: after seven throws the platform silently drops the alarm. */
  override async alarm(): Promise<void> {
    try {
      admit(this.#gate, Date.now());
      if (Date.now() - this.#reconciledAt >= RECONCILE_EVERY) await this.#reconcile();
    } catch (error) {
      const message = 'A gate could not compare itself with the database.';
      consoleLog({ level: 'warn', message, gate: this.#owner, error });
    }
    await this.#goOn();
  }

  #learn(owner: GateOwner, config: GateRequest['config']): void {
    this.#owner = owner;
    configureGate(this.#gate, config);
    this.#store.putHead({ owner, config });
  }

  async #reconcile(): Promise<void> {
    if (this.#owner === null) return;
    this.#reconciledAt = Date.now();
    await reconcileGate(this.#deps, this.#gate, { owner: this.#owner, now: Date.now() });
    this.#store.putHead({ owner: this.#owner, config: this.#gate.config });
    admit(this.#gate, Date.now());
  }

  /** Sees to it that what was decided is told, and that the object wakes when there is something to decide. */
  async #goOn(): Promise<void> {
    if (!this.#isTelling && this.#owner !== null && hasNews(this.#gate)) this.ctx.waitUntil(this.#tell(this.#owner));
    const now = Date.now();
    const moments = [
      nextMoment(this.#gate),
      hasNews(this.#gate) ? now + TELL_AGAIN : null,
      isIdle(this.#gate) ? null : now + RECONCILE_EVERY,
    ].filter((moment) => moment !== null);
    if (moments.length > 0) await this.#wakeAt(Math.min(...moments));
  }

  /** The alarm comes at this moment or before. One that comes in vain does no harm; each change of it is written. */
  async #wakeAt(moment: number): Promise<void> {
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || alarm > moment) await this.ctx.storage.setAlarm(moment);
  }

  /** One at a time, so that each statement takes all that was decided during the one before. */
  async #tell(owner: GateOwner): Promise<void> {
    this.#isTelling = true;
    try {
      for (let ms = FIRST_PAUSE; hasNews(this.#gate); ms = Math.min(2 * ms, LONGEST_PAUSE)) {
        const before = this.#gate.places.held().length + this.#gate.endings.size;
        await serveGate(this.#deps, this.#gate, { owner, now: Date.now() });
        admit(this.#gate, Date.now());
        if (this.#gate.places.held().length + this.#gate.endings.size < before) ms = FIRST_PAUSE / 2;
        else await pause(ms);
      }
    } catch (error) {
      consoleLog({
        level: 'warn',
        message: 'A gate could not tell what it decided; it tries again.',
        gate: owner,
        error,
      });
    } finally {
      this.#isTelling = false;
    }
  }
}
