import type { LiveTeller } from '../durable-objects/live-hub-calls.ts';
import type { Env } from './env.ts';
import type { FlowGates } from './intake/flow-gates.ts';
import type { Elsewhere } from './intake/intake-deps.ts';
import { createRunnerProcess } from './intake/runner-process.ts';
import { LIGHT_ANSWER } from './intake/start/light-run.ts';
import type { IsolateHost } from './runner/code/isolate-program.ts';
import { createLoaderHost } from './runner/code/loader-host.ts';
import { createProcessHost } from './runner/code/process-host.ts';
import type { Coordinators, Objects } from './runner/journal/object-journal.ts';
import { remoteCoordinators, remoteGates, remoteHubs } from './runner/journal/remote-objects.ts';

/** Where user code runs: in isolates of this process or, in the local stack, in processes of its own. */
export function isolateHost({ LOADER, CODE, CODE_ALONE, RUNNER }: Env): IsolateHost {
  if (CODE === undefined || CODE_ALONE === undefined) return createLoaderHost(LOADER);
  const maxAnswer = RUNNER === undefined ? Number.POSITIVE_INFINITY : LIGHT_ANSWER;
  return createProcessHost({ shared: CODE, alone: CODE_ALONE, maxAnswer });
}

/** Where the journals of executions are: in this process or, in the local stack, in the one that serves the API. */
export function coordinatorsOf({ EXECUTION_COORDINATOR, OBJECTS }: Env): Coordinators {
  return OBJECTS === undefined ? EXECUTION_COORDINATOR : remoteCoordinators(OBJECTS);
}

/** Where the gates are: likewise. */
export function gatesOf({ FLOW_GATE, OBJECTS }: Env): FlowGates {
  return OBJECTS === undefined ? FLOW_GATE : remoteGates(OBJECTS);
}

/** Where those who watch executions are: likewise. */
export function hubsOf({ LIVE_HUB, OBJECTS }: Env): Objects<LiveTeller> {
  return OBJECTS === undefined ? LIVE_HUB : remoteHubs(OBJECTS);
}

/** Processes that run executions, in the local stack; in production they run where they are started. */
export function elsewhereOf({ RUNNER, RUNNER_ALONE }: Env): Elsewhere | null {
  if (RUNNER === undefined || RUNNER_ALONE === undefined) return null;
  return { shared: createRunnerProcess(RUNNER), alone: createRunnerProcess(RUNNER_ALONE) };
}
