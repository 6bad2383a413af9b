import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { ExpressionFailure, ExpressionValue } from '../../../lib/api/schema.gen.ts';
import { sampleText } from '../../../lib/data/shape.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { selectGraph, useEditor } from '../store/editor-store.ts';
import styles from './field.module.css';
import type { NodeInput } from './node-input.ts';

const TYPING_MS = 120;
const MOST_ITEMS = 200;

/** A value that follows another one when that has been quiet for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

type PreviewProps = { readonly value: string; readonly input: NodeInput; readonly item: number };

/** What an expression comes to for the chosen item, as the server evaluates it. */
export function ExpressionPreview({ value, input, item }: PreviewProps): ReactElement | null {
  const { path } = useWorkspace();
  const settled = useSettled(value);
  const graph = useEditor(selectGraph);
  const first = Math.max(0, Math.min(item, input.items.length - 1) - MOST_ITEMS + 1);
  const given = {
    items: input.items.slice(first, first + MOST_ITEMS).map(({ json }) => json),
    item_index: Math.max(0, item - first),
    node_outputs: Object.fromEntries(
      input.sources.flatMap(({ node }) =>
        node.pinned_data ? [[node.name, node.pinned_data.slice(0, MOST_ITEMS).map(({ json }) => json)]] : [],
      ),
    ),
    ...(graph.settings.timezone && { timezone: graph.settings.timezone }),
    ...(graph.settings.variables && { variables: graph.settings.variables }),
  };
  const { data, error } = useQuery({
    queryKey: ['preview', path, settled, given.item_index, input.items, given.node_outputs],
    queryFn: ({ signal }) =>
      request<ExpressionValue | ExpressionFailure>(`${path}/expressions/evaluate`, {
        method: 'POST',
        body: { value: settled, ...given },
        signal,
      }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    retry: false,
  });
  if (error) return <p className={styles.previewBad}>No preview: {error.message}</p>;
  if (!data) return <p className={styles.preview}>…</p>;
  if ('error' in data) return <p className={styles.previewBad}>{data.error.message}</p>;
  const text =
    typeof data.value === 'object' && data.value !== null
      ? JSON.stringify(data.value).slice(0, 300)
      : sampleText(data.value);
  return (
    <p className={styles.preview}>
      <span>{data.type}</span> <bdi>{data.type === 'undefined' ? 'nothing' : text === '' ? 'empty text' : text}</bdi>
    </p>
  );
}
