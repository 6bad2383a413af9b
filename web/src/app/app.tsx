import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isProblem } from '../lib/api/problem.ts';
import { ToastList } from '../ui/toast/toast-list.tsx';
import { createAppRouter } from './router.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      /** What the server refused it refuses again; only the network is worth another try. */
      retry: (count, error) => count < 3 && !isProblem(error),
    },
  },
});

const router = createAppRouter(queries);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export function App(): ReactElement {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <ToastList />
    </QueryClientProvider>
  );
}
