import { describe, expect, test } from 'vitest';
import { errorTrigger } from '../../../src/nodes/triggers/error.ts';
import { workflowTrigger } from '../../../src/nodes/triggers/workflow.ts';
import { jsonOf, outputsOf, runNode } from '../../support/node-run.ts';

const fields = [
  { name: 'id', type: 'number', required: true },
  { name: 'tags', type: 'array' },
];
const config = { inputs: { mode: 'fields', fields } };

describe('trigger.workflow', () => {
  test('takes items as they come', async () => {
    expect(await jsonOf(workflowTrigger, { trigger: { input: [{ a: 1 }, { b: 2 }] } })).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('gives items their files back', async () => {
    const binary = { page: { data: 'AA==', mime_type: 'image/png' } };
    const trigger = { input: [{ a: 1 }, { a: 2 }], data: { files: { 1: binary } } };
    expect((await outputsOf(workflowTrigger, { trigger })).main).toEqual([
      { json: { a: 1 } },
      { json: { a: 2 }, binary },
    ]);
  });

  test('keeps the declared fields alone, null for one that is not there', async () => {
    const input = [{ id: 1, tags: ['x'], more: true }, { id: 2 }];
    expect(await jsonOf(workflowTrigger, { config, trigger: { input } })).toEqual([
      { id: 1, tags: ['x'] },
      { id: 2, tags: null },
    ]);
  });

  test.each([
    [{ tags: [] }, 'Item 1, field id: expected number, got nothing'],
    [{ id: null }, 'Item 1, field id: expected number, got null'],
    [{ id: '5' }, 'Item 1, field id: expected number, got the text "5"'],
    [{ id: 5, tags: {} }, 'Item 1, field tags: expected array, got an object'],
  ])('refuses %j', async (bad, message) => {
    const run = { config, trigger: { input: [{ id: 1 }, bad] } };
    await expect(async () => runNode(workflowTrigger, run)).rejects.toMatchObject({
      code: 'workflow.input_invalid',
      item: 1,
      message,
    });
  });
});

describe('trigger.error', () => {
  test('puts out the data of the failure', async () => {
    const input = { execution: { id: 'e' }, workflow: { id: 'w' } };
    expect(await jsonOf(errorTrigger, { trigger: { type: 'error', input } })).toEqual([input]);
  });
});
