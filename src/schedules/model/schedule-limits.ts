/** How many schedules a workspace may have, those of nodes included. */
export const MAX_SCHEDULES = 10_000;

/** How many slots one backfill makes up for. */
export const MAX_BACKFILL_SLOTS = 1000;

/** How far a backfill reaches back, in days. Runs are remembered for longer, so that none is doubled. */
export const MAX_BACKFILL_DAYS = 366;

/** How many coming runs a preview shows. */
export const MAX_PREVIEW = 100;

/** How long the JSON of the input of a schedule may be, in UTF-16 units: each of its runs keeps a copy. */
export const MAX_SCHEDULE_INPUT = 65_536;

/** The longest name of a schedule, in UTF-16 units. */
export const MAX_SCHEDULE_NAME = 100;
