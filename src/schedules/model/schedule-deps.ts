import type { Cursors } from '../../security/cursor.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { WorkflowDeps } from '../../workflows/model/workflow-deps.ts';
import type { ScheduleRunRepository } from './schedule-runs.repository.ts';
import type { ScheduleRepository } from './schedules.repository.ts';

/** What the use cases of schedules need. */
export type ScheduleDeps = Pick<WorkflowDeps, 'workflows' | 'versions'> & {
  readonly schedules: ScheduleRepository;
  readonly scheduleRuns: ScheduleRunRepository;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};
