import { queryOptions } from '@tanstack/react-query';
import { request } from '../../lib/api/request.ts';
import type { NodeType } from '../../lib/api/schema.gen.ts';

/** All node types by their names. They change with the server only. */
export const nodeTypesQuery = queryOptions({
  queryKey: ['node-types'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<ReadonlyMap<string, NodeType>> => {
    const { data } = await request<{ readonly data: readonly NodeType[] }>('/api/v1/node-types');
    return new Map(data.map((type) => [type.type, type]));
  },
});
