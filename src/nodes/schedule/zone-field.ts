import { z } from 'zod';
import { isZoneName } from '../../engine/expression/dates/zone-name.ts';
import { quoteText } from '../../shared/text/quote-text.ts';

/** The longest name that a schedule keeps. */
const MAX_ZONE_NAME = 50;

/** The time zone of a schedule. One that there is not is named in the refusal. */
export const scheduleZoneSchema = z
  .string()
  .max(MAX_ZONE_NAME, { abort: true })
  .refine((name) => isZoneName(name), {
    error: ({ input }) => `There is no time zone ${quoteText(String(input))}`,
    params: { code: 'schedules.unknown_zone' },
  })
  .meta({ title: 'Time zone', description: 'An IANA name such as Europe/Berlin.' });
