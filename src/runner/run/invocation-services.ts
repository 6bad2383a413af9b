import { limitIsolates } from '../code/limit-isolates.ts';
import type { RunnerServices } from './execution-run.ts';

/** The services for one invocation of the Worker, with the limits that the platform sets to each. Must not outlive it. */
export function servicesOfOne(services: RunnerServices): RunnerServices {
  return { ...services, runCode: limitIsolates(services.runCode) };
}
