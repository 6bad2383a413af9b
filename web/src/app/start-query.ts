import { queryOptions } from '@tanstack/react-query';
import { loadStart } from '../lib/api/start.ts';

/** What each page of a signed-in person begins with. */
export const startQuery = queryOptions({ queryKey: ['start'], queryFn: loadStart, staleTime: 60_000 });
