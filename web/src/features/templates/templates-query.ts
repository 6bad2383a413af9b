import { queryOptions } from '@tanstack/react-query';
import { request } from '../../lib/api/request.ts';
import type { TemplateSummary } from '../../lib/api/schema.gen.ts';

/** All templates, those that do a whole job first. They change with the server only. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await request<{ readonly data: readonly TemplateSummary[] }>('/api/v1/templates')).data,
});

/** The templates that have all these words, in names, descriptions, tags or the types of their nodes. */
export function findTemplates(all: readonly TemplateSummary[], text: string): readonly TemplateSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ name, description, tags, node_types: types }) => {
    const said = [name, description, ...tags, ...types].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
