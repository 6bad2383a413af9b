import { isObjectValue, type ObjectValue } from '../schema/schema.ts';
import type { WorkflowNode } from './graph.ts';

const LONGEST = 80;

/** An expression as people say it: `{{ $json.paid }}` is "paid". */
function plain(value: unknown): string {
  if (isObjectValue(value) || Array.isArray(value) || value === undefined || value === null) return '';
  return String(value).replaceAll(/\{\{\s*(?:\$json\.)?(.*?)\s*\}\}/g, '$1');
}

function entries(value: unknown): readonly ObjectValue[] {
  return Array.isArray(value) ? value.filter(isObjectValue) : [];
}

/** The names of a list of fields or rules. */
function names(value: unknown): string {
  const list = entries(value).map(({ name, label, field }) => plain(name ?? label ?? field));
  return list.filter(Boolean).join(', ');
}

function condition({ left_value: left, operator, right_value: right }: ObjectValue): string {
  const operation = isObjectValue(operator) ? plain(operator.operation).replaceAll('_', ' ') : '';
  const isFlag = operation === 'true' || operation === 'false';
  return [plain(left), isFlag ? `is ${operation}` : operation, isFlag ? '' : plain(right)].filter(Boolean).join(' ');
}

function conditions(value: unknown): string {
  const list = isObjectValue(value) ? entries(value.conditions).filter(({ left_value: left }) => plain(left)) : [];
  const [first] = list;
  if (!first) return '';
  return list.length === 1 ? condition(first) : `${condition(first)} + ${list.length - 1}`;
}

/** Without what all addresses begin with, and what one call asks for. */
function address(value: unknown): string {
  return plain(value)
    .replace(/^https?:\/\//, '')
    .replace(/\?.*$/, '');
}

/** What a node does, in a few words of its config; empty where that has none to say it with. */
export function summaryOf({ type, config }: Pick<WorkflowNode, 'type' | 'config'>): string {
  const { url, method, fields, rules, amount, unit } = config;
  const place = address(url);
  if (place) return `${type === 'action.http' ? `${plain(method) || 'GET'} ` : ''}${place}`.slice(0, LONGEST);
  if (type === 'logic.wait' && amount !== undefined) return `${plain(amount)} ${plain(unit)}`;
  return (names(fields) || names(rules) || conditions(config.conditions)).slice(0, LONGEST);
}
