/// <reference path="./import-meta.d.ts" />
import { workflowFileSchema } from '../../src/workflows/transfer/transfer.schemas.ts';
import { type Example, runFileSchema } from './example-schema.ts';

const WORKFLOWS = import.meta.glob('../../examples/*.json', { eager: true, import: 'default' });
const RUNS = import.meta.glob('../../examples/runs/*.json', { eager: true, import: 'default' });

function namesOf(files: Record<string, unknown>): string[] {
  return Object.keys(files).map((path) => path.replace(/^.*\/(.*)\.json$/, '$1'));
}

/** The names of the workflow files and of the run files, which are to be the same. */
export const WORKFLOW_NAMES = namesOf(WORKFLOWS);
export const RUN_NAMES = namesOf(RUNS);

/** The name of the example of a node type: `action.rss_read` is shown by `action-rss-read`. */
export function exampleOf(type: string): string {
  return type.replaceAll(/[._]/g, '-');
}

function contentOf(files: Record<string, unknown>, path: string): unknown {
  if (!(path in files)) throw new Error(`There is no ${path.replace('../../', '')}.`);
  return files[path];
}

/** Reads an example. Throws for one whose files are missing or not as they should be. */
export function readExample(name: string): Example {
  return {
    name,
    file: workflowFileSchema.parse(contentOf(WORKFLOWS, `../../examples/${name}.json`)),
    run: runFileSchema.parse(contentOf(RUNS, `../../examples/runs/${name}.json`)),
  };
}
