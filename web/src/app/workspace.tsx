import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { WorkspaceContext } from '../lib/workspace.ts';
import { Empty } from '../ui/feedback/empty.tsx';
import { GoKey } from './go-key.tsx';
import { SessionEnded } from './session-ended.tsx';
import { SideBar } from './side-bar.tsx';
import { startQuery } from './start-query.ts';
import styles from './workspace.module.css';

/** The frame of all that belongs to one workspace. */
export function Workspace(): ReactElement | null {
  const { workspace: id } = useParams({ from: '/w/$workspace' });
  const { data } = useQuery(startQuery);
  const workspace = data?.workspaces.find((one) => one.id === id);
  const value = useMemo(
    () => (data && workspace ? { user: data.user, workspace, path: `/api/v1/workspaces/${workspace.id}` } : null),
    [data, workspace],
  );
  if (!data) return null;
  if (!value) return <Empty title="There is no such workspace">Perhaps you are no longer a member of it.</Empty>;
  return (
    <WorkspaceContext value={value}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <div className={styles.frame}>
        <SideBar workspaces={data.workspaces} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <GoKey />
      <SessionEnded />
    </WorkspaceContext>
  );
}
