import { textForms } from '../outcome/secret-texts.ts';
import type { ExecutionRun, RunnerServices } from './execution-run.ts';

/**
 * The run with the variables of its workspace as they are now, if its workflow names any. What is secret among them is masked
 * wherever it comes up from then on.
 */
export async function withVariables(
  services: Pick<RunnerServices, 'variables'>,
  run: ExecutionRun,
): Promise<ExecutionRun> {
  if (!run.workflow.namesVariables) return run;
  const variables = await services.variables(run.workflow.identity.workspaceId);
  for (const name of variables.secret) {
    const value = variables.values[name];
    if (typeof value === 'string') for (const text of textForms(value)) run.secrets.add(text);
  }
  return { ...run, variables };
}

/** Secret variables as they are shown to whoever evaluates expressions. */
export function hideSecretVariables({ values, secret }: ExecutionRun['variables']): ExecutionRun['variables'] {
  const shown = Object.entries(values).map(([name, value]) => [name, secret.has(name) ? '••••' : value] as const);
  return { values: Object.fromEntries(shown), secret };
}
