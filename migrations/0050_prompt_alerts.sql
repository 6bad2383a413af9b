-- Hits are never changed, and two that were noted at different moments may be of the same minute.
ALTER TABLE alert_hits DROP CONSTRAINT alert_hits_pkey, ADD PRIMARY KEY (alert_id, at, workflow_id, created_at);

-- Ends that an alert has a hit of. They are looked for each minute, while they may still be written, and once more when they are
-- counted: each is noted by whoever finds it first. Kept for some minutes after that.
CREATE TABLE alert_ends (
  alert_id UUID NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  execution_id UUID NOT NULL,
  ended_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (alert_id, execution_id)
);
CREATE INDEX idx_alert_ends_ended ON alert_ends (ended_at);
SELECT wall_off('alert_ends');
SELECT let_through('linkflow_system', 'alert_ends', '{select,insert,delete}');

-- Whether an alert also tells that it is over, and the firing after which it has not been over yet.
ALTER TABLE alerts ADD COLUMN tells_recovery BOOLEAN NOT NULL DEFAULT false, ADD COLUMN open_firing_id UUID;
CREATE INDEX idx_alerts_open ON alerts (id) WHERE open_firing_id IS NOT NULL AND tells_recovery AND is_active;
GRANT UPDATE (open_firing_id) ON alerts TO linkflow_system;

-- What a firing tells: that the alert fired, or that it is over.
ALTER TABLE alert_firings ADD COLUMN event VARCHAR(10) NOT NULL DEFAULT 'fired',
  ADD CONSTRAINT alert_firings_event_check CHECK (event IN ('fired', 'recovered'));
