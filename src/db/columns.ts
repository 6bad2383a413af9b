import type { HasDefault, IsPrimaryKey, NotNull } from 'drizzle-orm';
import {
  customType,
  type PgCustomColumnBuilder,
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

type JsonColumn<Value> = {
  name: string;
  dataType: 'custom';
  columnType: 'PgCustomColumn';
  data: Value;
  driverParam: unknown;
  enumValues: undefined;
};

/**
 * A JSON column whose writers keep to `Value`. It keeps the text as it was written: the order of keys, too. What comes from the
 * driver has been parsed; drizzle's own column would parse a text once more, and make a number of one that looks like it.
 */
export function json<Value>(name: string): PgCustomColumnBuilder<JsonColumn<Value>> {
  const column = customType<{ data: Value; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: (value) => JSON.stringify(value),
  });
  return column(name);
}
