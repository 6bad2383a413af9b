import { WorkerEntrypoint } from 'cloudflare:workers';
import type {
  AppendRequest,
  AppendResponse,
  Coordinator,
  JournalPage,
} from '../../../durable-objects/coordinator-calls.ts';
import { type Coordinators, callCoordinator } from './object-journal.ts';

/** Lets another process of the local stack call the objects of executions, which are in this one. */
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

  cancel(executionId: string, now: number): Promise<void> {
    return this.#call(executionId, (object) => object.cancel(executionId, now));
  }

  close(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.close());
  }

  purge(executionId: string): Promise<void> {
    return this.#call(executionId, (object) => object.purge());
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
      cancel: (executionId, now) => calls.cancel(executionId, now),
      close: () => calls.close(id),
      purge: () => calls.purge(id),
    }),
  };
}
