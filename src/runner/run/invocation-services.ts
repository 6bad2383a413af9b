import { limitIsolates } from '../code/limit-isolates.ts';
import type { RunnerServices } from './execution-run.ts';

/** The services for one invocation of the Worker: at most as many isolates at once as the platform gives it. Not to be shared by invocations. */
export function invocationServices(services: RunnerServices): RunnerServices {
  return { ...services, runCode: limitIsolates(services.runCode) };
}
