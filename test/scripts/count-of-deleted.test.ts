import { expect, it } from 'vitest';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { ADDED, rolledUp } from '../../src/executions/lifecycle/execution-days.ts';

const ROWS = `executions e
  WHERE e.workflow_id = workflow AND e.workspace_id = linkflow_workspace() AND e.created_at > counted_until`;

function onOneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}

/** The body of the function as the last migration that has it says. */
async function bodyOf(name: string): Promise<string> {
  const texts = (await loadMigrations(MIGRATIONS)).map(({ sql }) => sql);
  const pattern = new RegExp(`FUNCTION ${name}\\([^$]*\\$\\$(.*?)\\$\\$`, 's');
  const bodies = texts.flatMap((text) => pattern.exec(text)?.[1] ?? []);
  return bodies.at(-1) ?? '';
}

it('executions of a workflow that is being deleted are counted as the tick counts all others', async () => {
  const { parts, last } = /^(?<parts>.*), months AS \((?<last>.*)\)$/s.exec(ADDED)?.groups ?? {};
  const rolled = rolledUp(ROWS).replace(', max(e.created_at) AS latest', '');
  expect(
    onOneLine(await bodyOf('count_of_deleted'))
      .replaceAll('( ', '(')
      .replaceAll(' )', ')'),
  ).toBe(onOneLine(`WITH rolled AS (${rolled}), ${parts} ${last}`).replaceAll('( ', '(').replaceAll(' )', ')'));
});
