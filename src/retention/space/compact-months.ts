import { isOver, type Night, type StepDone } from '../night.ts';
import { pastMonths } from './past-months.ts';

/** Smaller tables are left as they are, in bytes. */
const LEAST_BYTES = 16 * 1024 * 1024;

/** Writes past months anew that are mostly empty, and so gives back the space of what was forgotten. `rows` are none. */
export async function compactMonths(night: Night): Promise<StepDone> {
  const details: string[] = [];
  for (const month of await pastMonths(night.db)) {
    if (isOver(night)) return { rows: 0, finished: false, details };
    const [row] = await night.db.sql.query('SELECT compact_month($1::timestamp, $2::bigint)::text AS bytes', [
      month,
      LEAST_BYTES,
    ]);
    if (row !== undefined && row.bytes !== '0') details.push(`${month.slice(0, 7)}: ${row.bytes} bytes`);
  }
  return { rows: 0, finished: true, details };
}
