import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { isProblem } from '../lib/api/problem.ts';
import { Loading } from '../ui/feedback/empty.tsx';
import { ownPath } from './own-path.ts';
import { PageError, PageMissing } from './page-error.tsx';
import { readExecutionSearch, readWorkflowSearch } from './search-parameters.ts';
import { startQuery } from './start-query.ts';

type Context = { readonly queries: QueryClient };

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: PageMissing });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: async ({ context }) => {
    const { workspaces } = await signedIn(context, '/');
    const [first] = workspaces;
    if (first) throw redirect({ to: '/w/$workspace/workflows', params: { workspace: first.id } });
  },
});

const next = (search: Record<string, unknown>): { next?: string } =>
  typeof search.next === 'string' ? { next: ownPath(search.next) } : {};

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../screens/login/login-screen.tsx'), 'LoginScreen'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../screens/login/register-screen.tsx'), 'RegisterScreen'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  loader: ({ context, location }) => signedIn(context, location.href),
  component: lazyRouteComponent(() => import('./workspace.tsx'), 'Workspace'),
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/workflows', params });
  },
});

const workflows = createRoute({
  getParentRoute: () => workspace,
  path: '/workflows',
  validateSearch: readWorkflowSearch,
  component: lazyRouteComponent(() => import('../screens/workflows/workflows-screen.tsx'), 'WorkflowsScreen'),
});

const templates = createRoute({
  getParentRoute: () => workspace,
  path: '/templates',
  component: lazyRouteComponent(() => import('../screens/templates/templates-screen.tsx'), 'TemplatesScreen'),
});

const editor = createRoute({
  getParentRoute: () => workspace,
  path: '/workflows/$workflow',
  validateSearch: (search: Record<string, unknown>): { node?: string | undefined; run?: string | undefined } => ({
    ...(typeof search.node === 'string' && { node: search.node }),
    ...(typeof search.run === 'string' && { run: search.run }),
  }),
  component: lazyRouteComponent(() => import('../screens/editor/editor-screen.tsx'), 'EditorScreen'),
});

const executions = createRoute({
  getParentRoute: () => workspace,
  path: '/executions',
  validateSearch: readExecutionSearch,
  component: lazyRouteComponent(() => import('../screens/executions/executions-screen.tsx'), 'ExecutionsScreen'),
});

const execution = createRoute({
  getParentRoute: () => workspace,
  path: '/executions/$execution',
  validateSearch: (search: Record<string, unknown>): { node?: string | undefined } =>
    typeof search.node === 'string' ? { node: search.node } : {},
  component: lazyRouteComponent(() => import('../screens/executions/execution-screen.tsx'), 'ExecutionScreen'),
});

/** Who is signed in; whoever is not goes to the login first, and then on to where they wanted. */
async function signedIn({ queries }: Context, href: string) {
  try {
    return await queries.ensureQueryData(startQuery);
  } catch (error) {
    if (isProblem(error) && error.status === 401) {
      throw redirect({ to: '/login', search: href === '/' ? {} : { next: href } });
    }
    throw error;
  }
}

const routes = root.addChildren([
  home,
  login,
  register,
  workspace.addChildren([workspaceHome, workflows, templates, editor, executions, execution]),
]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: PageError,
    defaultPendingMs: 300,
  });
}
