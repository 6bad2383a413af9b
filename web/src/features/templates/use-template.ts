import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { importWorkflow } from '../../lib/api/import-workflow.ts';
import { isProblem } from '../../lib/api/problem.ts';
import { request } from '../../lib/api/request.ts';
import type { Template } from '../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { toast } from '../../ui/toast/toasts.ts';

/** Makes a workflow of a template, and opens it. */
export function useTemplate() {
  const { path, workspace } = useWorkspace();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (slug: string) => {
      const { file } = await request<Template>(`/api/v1/templates/${slug}`);
      return importWorkflow(path, file);
    },
    onSuccess: ({ workflow }) =>
      navigate({ to: '/w/$workspace/workflows/$workflow', params: { workspace: workspace.id, workflow: workflow.id } }),
    onError: (error) => {
      const id = isProblem(error) ? error.requestId : null;
      toast(error.message, { tone: 'bad', detail: id && `Request ${id}` });
    },
  });
}
