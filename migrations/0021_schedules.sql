-- Schedules that fire. `next_slot_at` is the moment that the rule names next; `next_run_at` is that moment plus its jitter, and
-- what the tick of each minute looks for.

ALTER TABLE schedules
  ADD COLUMN position INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN origin TIMESTAMPTZ NOT NULL DEFAULT now(),
  ADD COLUMN starts_at TIMESTAMPTZ,
  ADD COLUMN ends_at TIMESTAMPTZ,
  ADD COLUMN jitter_seconds INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN overlap VARCHAR(20) NOT NULL DEFAULT 'allow',
  ADD COLUMN catch_up VARCHAR(20) NOT NULL DEFAULT 'last',
  ADD COLUMN catch_up_max_runs INTEGER NOT NULL DEFAULT 100,
  ADD COLUMN catch_up_window_minutes INTEGER NOT NULL DEFAULT 1440,
  ADD COLUMN paused_at TIMESTAMPTZ,
  ADD COLUMN next_slot_at TIMESTAMPTZ,
  -- Raised by each change that a person makes. Together with the run count, the tick compares it before it moves a schedule on.
  ADD COLUMN revision INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN skipped_count INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN last_skipped_at TIMESTAMPTZ,
  ADD COLUMN missed_from TIMESTAMPTZ,
  ADD COLUMN missed_until TIMESTAMPTZ,
  ADD COLUMN last_error_code VARCHAR(100),
  ADD COLUMN last_error_message TEXT,
  ADD COLUMN last_error_at TIMESTAMPTZ,
  ADD CONSTRAINT schedules_overlap_check CHECK (overlap IN ('allow', 'skip', 'queue_one', 'cancel_running')),
  ADD CONSTRAINT schedules_catch_up_check CHECK (catch_up IN ('none', 'last', 'all'));

-- One slot, one execution: whoever inserts the slot first wins, be it a tick or a backfill. Runs that a person asks for have no
-- slot; their moment stands for it. `is_open`: as far as is known, the execution has not ended. The tick of each minute closes it;
-- a backfill is in nobody's way, and closed from the start.
CREATE TABLE schedule_runs (
  schedule_id UUID NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  slot_at TIMESTAMPTZ NOT NULL,
  by_hand BOOLEAN NOT NULL DEFAULT false,
  reason VARCHAR(20) NOT NULL,
  execution_id UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  is_open BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (schedule_id, slot_at, by_hand),
  CONSTRAINT schedule_runs_reason_check CHECK (reason IN ('schedule', 'backfill', 'run_now'))
);
CREATE INDEX idx_schedule_runs_open ON schedule_runs (schedule_id) WHERE is_open;
CREATE INDEX idx_schedule_runs_ended ON schedule_runs (execution_id) WHERE is_open;
CREATE INDEX idx_schedule_runs_created ON schedule_runs (created_at);
