import { WorkerEntrypoint } from 'cloudflare:workers';
import type {
  AppendRequest,
  AppendResponse,
  Coordinator,
  JournalPage,
} from '../../../durable-objects/coordinator-calls.ts';
import type { FlowGateCalls, GateOwner, GateRequest } from '../../../durable-objects/flow-gate-calls.ts';
import type { LiveBatch, LiveReply, LiveTeller } from '../../../durable-objects/live-hub-calls.ts';
import type { Decision } from '../../flow/gate-types.ts';
import type { GateView } from '../../flow/gate-view.ts';
import { type Coordinators, callCoordinator, type Objects } from './object-journal.ts';

/** Lets another process of the local stack call the objects of executions and the gates, which are in this one. */
export class ObjectCalls extends WorkerEntrypoint {
  append(request: AppendRequest): Promise<AppendResponse> {
    return this.#call(request.executionId, (object) => object.append(request));
  }

  takeOver(executionId: string, epoch: number, seq: number): Promise<JournalPage> {
    return this.#call(executionId, (object) => object.takeOver(executionId, epoch, seq));
  }

  watch(executionId: string, seq: number): Promise<JournalPage> {
    return this.#call(executionId, (object) => object.watch(seq));
  }

  wake(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.wake());
  }

  noticeWatcher(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.noticeWatcher());
  }

  cancel(executionId: string, now: number): Promise<void> {
    return this.#call(executionId, (object) => object.cancel(executionId, now));
  }

  close(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.close());
  }

  purge(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.purge());
  }

  askGate(name: string, request: GateRequest): Promise<Decision> {
    return this.env.FLOW_GATE.getByName(name).ask(request);
  }

  leaveGate(name: string, ids: readonly string[]): Promise<void> {
    return this.env.FLOW_GATE.getByName(name).leave(ids);
  }

  withdrawFromGate(name: string, asked: { readonly id: string; readonly key: string }): Promise<void> {
    return this.env.FLOW_GATE.getByName(name).withdraw(asked);
  }

  wakeGate(name: string, owner: GateOwner): Promise<void> {
    return this.env.FLOW_GATE.getByName(name).wake(owner);
  }

  tellLive(executionId: string, batch: LiveBatch): Promise<LiveReply> {
    return this.env.LIVE_HUB.getByName(executionId).tell(batch);
  }

  showGate(name: string): Promise<GateView> {
    return this.env.FLOW_GATE.getByName(name).show();
  }

  #call<Result>(executionId: string, call: (object: Coordinator) => Promise<Result>): Promise<Result> {
    return callCoordinator(this.env.EXECUTION_COORDINATOR, executionId, call);
  }
}

/** The objects, for a process that does not have them. */
export function remoteCoordinators(calls: Service<ObjectCalls>): Coordinators {
  return {
    getByName: (id) => ({
      append: (request) => calls.append(request),
      takeOver: (executionId, epoch, seq) => calls.takeOver(executionId, epoch, seq),
      watch: (seq) => calls.watch(id, seq),
      wake: () => calls.wake(id),
      noticeWatcher: () => calls.noticeWatcher(id),
      cancel: (executionId, now) => calls.cancel(executionId, now),
      close: () => calls.close(id),
      purge: () => calls.purge(id),
    }),
  };
}

/** The gates, for a process that does not have them. */
export function remoteGates(calls: Service<ObjectCalls>): Objects<FlowGateCalls> {
  return {
    getByName: (name) => ({
      ask: (request) => calls.askGate(name, request),
      leave: (ids) => calls.leaveGate(name, ids),
      withdraw: (asked) => calls.withdrawFromGate(name, asked),
      wake: (owner) => calls.wakeGate(name, owner),
      show: () => calls.showGate(name),
    }),
  };
}

/** The objects that tell whoever watches an execution, for a process that does not have them. */
export function remoteHubs(calls: Service<ObjectCalls>): Objects<LiveTeller> {
  return { getByName: (id) => ({ tell: (batch) => calls.tellLive(id, batch) }) };
}
