import { useRouter } from '@tanstack/react-router';
import { useWorkspace } from '../workspace.ts';

/** Goes to an address within the workspace. */
export function useGo(): (path: string) => void {
  const { history } = useRouter();
  const { workspace } = useWorkspace();
  return (path) => history.push(`/w/${workspace.id}${path}`);
}
