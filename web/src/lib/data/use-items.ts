import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type ItemsAsked, type LoadedPage, loadItems, loadLogs } from '../api/node-items.ts';
import { useWorkspace } from '../workspace.ts';
import type { DataItem } from './items.ts';

/** Items that are read as far as they are looked at. */
export type ItemList = {
  readonly items: readonly DataItem[];
  /** Reads on; `null`: these are all. */
  readonly more: (() => void) | null;
  readonly search: (text: string) => void;
  /** What the server found, as far as that is known; `null`: it was not asked, or has not answered. */
  readonly found: Found | null;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly withheld: unknown;
};

type Found = { readonly text: string; readonly items: readonly DataItem[]; readonly more: (() => void) | null };

const NONE: readonly DataItem[] = [];

function usePages(asked: ItemsAsked | null, search: string, enabled: boolean) {
  const { path } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['items', path, asked, search],
    queryFn: async ({ pageParam, signal }): Promise<LoadedPage> =>
      asked === null
        ? { items: [], next: null, incomplete: false, withheld: null }
        : loadItems(path, asked, { search, cursor: pageParam, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: enabled && asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? NONE, [data]);
  const last = data?.pages.at(-1);
  const readsOn = last?.incomplete === true && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (readsOn) void fetchNextPage();
  }, [readsOn, fetchNextPage]);
  const more = useMemo(
    () => (hasNextPage ? () => void (isFetchingNextPage || fetchNextPage()) : null),
    [hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  return { ...query, items, more, withheld: last?.withheld ?? null };
}

/** The items of a node run: the first page at once, others when they are wanted, and those in which a text is. */
export function useItems(asked: ItemsAsked | null): ItemList {
  const [text, search] = useState('');
  const all = usePages(asked, '', true);
  const isAsked = text !== '' && all.more !== null;
  const some = usePages(asked, text, isAsked);
  const found = isAsked && some.isSuccess ? { text, items: some.items, more: some.more } : null;
  return {
    items: all.items,
    more: all.more,
    search,
    found,
    isLoading: asked !== null && all.isPending,
    error: all.error ?? (isAsked ? some.error : null),
    withheld: all.withheld,
  };
}

function lineText(line: unknown): string {
  const { level = 'log', text = '' } = (line ?? {}) as { readonly level?: string; readonly text?: string };
  return `${level}: ${text}`;
}

/** What a node run wrote to its console, as one text; `null`: nothing, or not read yet. */
export function useLogs(asked: ItemsAsked | null, lines: number): string | null {
  const { path } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['logs', path, asked],
    queryFn: ({ signal }) => (asked === null ? [] : loadLogs(path, asked, signal)),
    enabled: asked !== null && lines > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  if (lines === 0 || !data || data.length === 0) return null;
  const rest = lines > data.length ? `\n… ${lines - data.length} more lines` : '';
  return `${data.map(lineText).join('\n')}${rest}`;
}
