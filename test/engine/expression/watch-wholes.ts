import { type Node, parseExpressionAt } from 'acorn';

const WATCHED = new Set(['+', '-', '*', '**']);

type Watch = (operator: string, left: unknown, right: unknown) => unknown;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .toSorted((a, b) => a.start - b.start);
}

/** The source with a call of `watch` in place of each operator that ours works out exactly for whole numbers. */
export function watched(source: string): string {
  const render = (node: Node): string => {
    let text = '';
    let at = node.start;
    const parts: string[] = [];
    for (const child of childrenOf(node)) {
      if (child.start < at) continue;
      const part = render(child);
      parts.push(part);
      text += source.slice(at, child.start) + part;
      at = child.end;
    }
    text += source.slice(at, node.end);
    const isWatched = node.type === 'BinaryExpression' && 'operator' in node && WATCHED.has(String(node.operator));
    return isWatched ? `watch(${JSON.stringify(node.operator)}, ${parts.join(', ')})` : text;
  };
  return render(parseExpressionAt(source, 0, { ecmaVersion: 'latest', preserveParens: true }));
}

/** The operators of JavaScript, and whether a whole number came of whole numbers that is too large to be exact. */
export function watchWholes(): { readonly watch: Watch; hasLarge(): boolean } {
  let large = false;
  const watch = new Map<string, (left: never, right: never) => unknown>([
    ['+', (left, right) => left + right],
    ['-', (left, right) => left - right],
    ['*', (left, right) => left * right],
    ['**', (left, right) => left ** right],
  ]);
  return {
    watch(operator, left, right) {
      const result = Reflect.apply(watch.get(operator) ?? (() => undefined), undefined, [left, right]);
      const isLarge = typeof result === 'number' && Math.abs(result) > Number.MAX_SAFE_INTEGER;
      if (isLarge && Number.isSafeInteger(Number(left)) && Number.isSafeInteger(Number(right))) large = true;
      return result;
    },
    hasLarge: () => large,
  };
}
