import { describe, expect, it } from 'vitest';
import type { WorkflowNode } from '../../../web/src/lib/graph/graph.ts';
import {
  declaresInput,
  fieldOf,
  inputSchemaOf,
  missingFields,
  sampleInput,
  withField,
} from '../../../web/src/lib/runs/input-schema.ts';

function trigger(type: string, config: WorkflowNode['config']): WorkflowNode {
  return { id: 't', type, name: 'T', config };
}

const ORDER = trigger('trigger.manual', {
  inputs: {
    mode: 'fields',
    fields: [
      { name: 'customer.name', type: 'string', required: true, description: 'Who ordered.' },
      { name: 'count', type: 'number', default: 3 },
    ],
  },
});

describe('the form of a run', () => {
  it('asks for the fields that the trigger declares', () => {
    expect(inputSchemaOf(ORDER)).toEqual({
      type: 'object',
      properties: {
        'customer.name': { type: 'string', title: 'customer.name', description: 'Who ordered.' },
        count: { type: 'number', title: 'count', default: 3 },
      },
      required: ['customer.name'],
    });
    expect(sampleInput(ORDER)).toEqual({ customer: { name: '' }, count: 3 });
  });

  it('asks a form trigger by the names and labels of its fields', () => {
    const form = trigger('trigger.form', {
      title: 'Contact',
      fields: [{ type: 'email', name: 'email', label: 'Your address', required: true }, { type: 'heading' }],
    });
    expect(inputSchemaOf(form)?.properties).toEqual({
      email: { type: 'string', maxLength: 1000, title: 'Your address' },
    });
  });

  it('asks nothing of a trigger that takes what comes', () => {
    const open = trigger('trigger.manual', { inputs: { mode: 'passthrough', fields: [{ name: 'x' }] } });
    expect([declaresInput(open), inputSchemaOf(open), sampleInput(open)]).toEqual([false, null, {}]);
  });

  it('says which fields have to be filled in still', () => {
    const schema = inputSchemaOf(ORDER) ?? {};
    expect(missingFields(schema, {})).toEqual(['customer.name']);
    expect(missingFields(schema, { customer: { name: '' } })).toEqual(['customer.name']);
    expect(missingFields(schema, { customer: { name: 'Ada' } })).toEqual([]);
  });

  it('puts fields of fields where their names say, and leaves all else alone', () => {
    const before = { customer: { name: 'Ada', id: 1 }, other: true };
    const after = withField(before, 'customer.name', 'Grace');
    expect(after).toEqual({ customer: { name: 'Grace', id: 1 }, other: true });
    expect(fieldOf(after, 'customer.name')).toBe('Grace');
    expect(fieldOf(after, 'other.name')).toBeUndefined();
    expect(withField(after, 'other', undefined)).toEqual({ customer: { name: 'Grace', id: 1 } });
    expect(before.customer.name).toBe('Ada');
  });
});
