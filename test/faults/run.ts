import { runScript } from '../../scripts/support/run-script.ts';
import { parseOptions } from './options.ts';
import { RUNS } from './parts/parts.ts';
import type { Row } from './report/row.ts';
import { formatRows } from './report/table.ts';

/** `npm run faults`: what is promised, under fire. Exit code 1 if anything did not hold. */
await runScript(async () => {
  const options = parseOptions(process.argv.slice(2));
  const rows: Row[] = [];
  for (const { part, run } of RUNS.filter((one) => options.only.includes(one.part))) {
    console.error(`Under fire: ${part} …`);
    rows.push(...(await run(options)));
  }
  console.log(formatRows(rows));
  if (rows.some(({ breaks }) => breaks.length > 0)) process.exitCode = 1;
});
