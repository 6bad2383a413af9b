import { availableParallelism, loadavg } from 'node:os';
import { runScript } from '../scripts/support/run-script.ts';
import { parseOptions } from './options.ts';
import { measurePages } from './pages.ts';
import type { Report } from './report/row.ts';
import { formatReport } from './report/table.ts';
import { runParts } from './run-parts.ts';

function machineLoad(): number {
  return loadavg()[0] ?? 0;
}

/** `npm run bench`: how fast LinkFlow is on this machine, and how much memory that takes; `npm run bench -- web`: how fast its pages are. */
await runScript(async () => {
  if (process.argv[2] === 'web') return measurePages();
  const options = parseOptions(process.argv.slice(2));
  const before = machineLoad();
  const rows = await runParts(options, (part) => console.error(`Measuring ${part} …`));
  const report: Report = {
    date: new Date().toISOString(),
    node: process.versions.node,
    cpus: availableParallelism(),
    machine_load: [before, machineLoad()],
    database: process.env.DATABASE_URL === undefined ? 'PGlite' : 'Postgres of DATABASE_URL',
    ...rows,
  };
  console.log(options.json ? JSON.stringify(report, null, 2) : formatReport(report));
});
