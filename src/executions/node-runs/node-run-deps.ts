import type { ExecutionDeps } from '../execution-deps.ts';
import type { NodeRunRepository } from './node-runs.repository.ts';

export type NodeRunDeps = ExecutionDeps & { readonly nodeRuns: NodeRunRepository };
