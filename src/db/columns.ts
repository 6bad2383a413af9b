import type { $Type, HasDefault, IsPrimaryKey, NotNull } from 'drizzle-orm';
import {
  json as jsonText,
  type PgJsonBuilderInitial,
  type PgTimestampBuilderInitial,
  type PgUUIDBuilderInitial,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** A UUIDv7 primary key, made by `newId`. */
export function id(): IsPrimaryKey<NotNull<PgUUIDBuilderInitial<'id'>>> {
  return uuid('id').primaryKey();
}

/** A TIMESTAMPTZ, read as a `Date`. */
export function moment<Name extends string>(name: Name): PgTimestampBuilderInitial<Name> {
  return timestamp(name, { withTimezone: true });
}

/** A TIMESTAMPTZ that is the present when no other is given. */
export function momentNow<Name extends string>(name: Name): HasDefault<NotNull<PgTimestampBuilderInitial<Name>>> {
  return moment(name).notNull().defaultNow();
}

/** A JSON column whose writers keep to `Value`. It keeps the text as it was written: the order of keys, too. */
export function json<Value>(name: string): $Type<PgJsonBuilderInitial<string>, Value> {
  return jsonText(name).$type<Value>();
}
