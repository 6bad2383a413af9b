import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useCallback } from 'react';
import { Editor } from '../../features/editor/editor.tsx';
import { nodeTypesQuery } from '../../features/editor/node-types-query.ts';
import { request } from '../../lib/api/request.ts';
import type { Workflow } from '../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';

export function EditorScreen(): ReactElement {
  const { workflow: id } = useParams({ from: '/w/$workspace/workflows/$workflow' });
  const { node } = useSearch({ from: '/w/$workspace/workflows/$workflow' });
  const navigate = useNavigate({ from: '/w/$workspace/workflows/$workflow' });
  const { path } = useWorkspace();
  const types = useQuery(nodeTypesQuery);
  const workflow = useQuery({
    queryKey: ['workflow', path, id],
    queryFn: () => request<Workflow>(`${path}/workflows/${id}`),
    // The editor has what is newest from here on; opened again, it begins with what the server has then.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const openNode = useCallback(
    (next: string | undefined) => void navigate({ search: (search) => ({ ...search, node: next }), replace: true }),
    [navigate],
  );
  const error = workflow.error ?? types.error;
  if (error) {
    return (
      <Empty title="This workflow can’t be opened">
        <ErrorNotice error={error} />
      </Empty>
    );
  }
  if (!workflow.data || !types.data) return <Loading label="Opening the workflow" />;
  return <Editor key={id} workflow={workflow.data} types={types.data} openNode={node} onOpenNode={openNode} />;
}
