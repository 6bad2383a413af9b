import { z } from 'zod';
import { decimal, operation, optionalJson } from '../fields.ts';
import { textSource } from '../text/text-source.ts';
import { textTarget } from '../text/text-target.ts';
import { zoneNamed } from './zone-name.ts';

const shortText = z.string().max(1000);

const personSchema = z.strictObject({
  email: z.email().meta({ title: 'E-mail', description: 'The e-mail address.' }),
  name: shortText.optional().meta({ title: 'Name', description: 'The name that is shown.' }),
});

const attendeeSchema = personSchema.extend({
  rsvp: z.boolean().default(false).meta({ title: 'Answer wanted', description: 'Whether an answer is asked for.' }),
});

const create = z
  .strictObject({
    operation: operation('create', 'Makes a calendar file with an event.'),
    title: shortText.min(1).meta({ title: 'Title', description: 'What the event is called.' }),
    start: optionalJson().meta({ title: 'Start', description: 'When it begins: a date, or milliseconds since 1970.' }),
    end: optionalJson().meta({ title: 'End', description: 'When it ends. Default: an hour later, or the same day.' }),
    all_day: z
      .boolean()
      .default(false)
      .meta({ title: 'All day', description: 'Whether it takes whole days; then the end is its last day.' }),
    timezone: z
      .string()
      .max(200)
      .refine((name) => zoneNamed(name) !== null, 'This is not the name of a time zone')
      .optional()
      .meta({
        title: 'Time zone',
        description:
          "The zone of the event, which is written with its times: an IANA name such as Europe/Berlin. Default: the workflow's, which is written if the event recurs.",
      }),
    floating: z.boolean().default(false).meta({
      title: 'In no zone',
      description: 'Whether it takes place when clocks show its times, wherever one is.',
    }),
    description: z.string().max(50_000).optional().meta({ title: 'Description', description: 'What it is about.' }),
    location: shortText.optional().meta({ title: 'Place', description: 'Where it takes place.' }),
    geolocation: z
      .strictObject({
        latitude: decimal(z.number().min(-90).max(90)).meta({
          title: 'Latitude',
          description: 'Degrees north of the equator.',
        }),
        longitude: decimal(z.number().min(-180).max(180)).meta({
          title: 'Longitude',
          description: 'Degrees east of Greenwich.',
        }),
      })
      .optional()
      .meta({ title: 'Coordinates', description: 'Where the place is.' }),
    url: z.url().optional().meta({ title: 'URL', description: 'A page about it.' }),
    organizer: personSchema.optional().meta({ title: 'Organiser', description: 'Who invites.' }),
    attendees: z
      .array(attendeeSchema)
      .max(500)
      .default([])
      .meta({ title: 'Attendees', description: 'Who is invited.' }),
    status: z
      .enum(['confirmed', 'tentative', 'cancelled'])
      .default('confirmed')
      .meta({ title: 'Status', description: 'Whether it will take place.' }),
    busy: z.boolean().default(true).meta({ title: 'Busy', description: 'Whether those who attend are shown as busy.' }),
    recurrence_rule: z
      .string()
      .max(500)
      .regex(/^[A-Za-z0-9=;,+:-]+$/, 'This is not a recurrence rule')
      .optional()
      .meta({ title: 'Recurrence rule', description: 'How it recurs (RFC 5545): FREQ=WEEKLY;COUNT=10.' }),
    reminder_minutes: z
      .number()
      .int()
      .min(0)
      .max(525_600)
      .optional()
      .meta({ title: 'Reminder', description: 'How many minutes before the start people are reminded.' }),
    uid: shortText.optional().meta({
      title: 'Id',
      description: 'What names the event in all calendars. Default: one of its own for each item.',
    }),
    calendar_name: shortText.optional().meta({ title: 'Calendar', description: 'What the calendar is called.' }),
    ...textTarget('event.ics'),
  })
  .meta({ title: 'Make an event' });

const parse = z
  .strictObject({
    operation: z
      .literal('parse')
      .meta({ title: 'Operation', description: 'Makes an item of each event of a calendar.' }),
    ...textSource('iCalendar'),
  })
  .meta({ title: 'Read a calendar' });

/** The config of the iCalendar node. */
export const calendarConfigSchema = z.discriminatedUnion('operation', [create, parse]);

export type CreateEventConfig = z.infer<typeof create>;
