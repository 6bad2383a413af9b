import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { request } from '../api/request.ts';
import type { SearchResult } from '../api/schema.gen.ts';
import { useWorkspace } from '../workspace.ts';
import { type FoundEntry, foundEntries } from './found-entries.ts';

/** How long somebody has to pause, in milliseconds, for what they typed to be searched for. */
const TYPING_MS = 200;

const NOTHING: readonly FoundEntry[] = [];

/** Workflows, executions and screens by what is typed, once nobody types any more. */
export function useFound(): { readonly found: readonly FoundEntry[]; readonly onType: (text: string) => void } {
  const { path } = useWorkspace();
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim().slice(0, 200)), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['search', path, text],
    queryFn: ({ signal }) => request<SearchResult>(`${path}/search`, { query: { q: text }, signal }),
    enabled: text !== '',
  });
  return { found: data && text !== '' ? foundEntries(data, text) : NOTHING, onType: setTyped };
}
