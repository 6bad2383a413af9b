import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import {
  BookOpen,
  Check,
  CircleUserRound,
  History,
  LayoutTemplate,
  LogOut,
  Monitor,
  Moon,
  Sun,
  Workflow,
} from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { logOut } from '../features/account/sign-in.ts';
import type { Workspace } from '../lib/api/schema.gen.ts';
import { useWorkspace } from '../lib/workspace.ts';
import { Logo } from '../ui/icon/logo.tsx';
import { Menu, type MenuItem } from '../ui/menu/menu.tsx';
import { applyTheme, currentTheme, type Theme } from '../ui/theme/theme.ts';
import styles from './workspace.module.css';

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly icon: ReactElement }[] = [
  { theme: 'system', label: 'Theme: as the system', icon: <Monitor /> },
  { theme: 'light', label: 'Theme: light', icon: <Sun /> },
  { theme: 'dark', label: 'Theme: dark', icon: <Moon /> },
];

function useAccountItems(workspaces: readonly Workspace[]): (MenuItem | null)[] {
  const { workspace } = useWorkspace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [theme, setTheme] = useState(currentTheme);
  return [
    ...workspaces.map((one) => ({
      label: one.name,
      icon: one.id === workspace.id ? <Check /> : <span />,
      onChoose: () => void navigate({ to: '/w/$workspace/workflows', params: { workspace: one.id } }),
    })),
    null,
    ...THEMES.map(({ theme: choice, label, icon }) => ({
      label,
      icon: choice === theme ? <Check /> : icon,
      onChoose: () => {
        applyTheme(choice);
        setTheme(choice);
      },
    })),
    null,
    {
      label: 'Sign out',
      icon: <LogOut />,
      onChoose: () => {
        void logOut().finally(() => {
          queries.clear();
          void navigate({ to: '/login' });
        });
      },
    },
  ];
}

/** The way to everything in a workspace: at the side, on a phone at the bottom. */
export function SideBar({ workspaces }: { readonly workspaces: readonly Workspace[] }): ReactElement {
  const { workspace } = useParams({ from: '/w/$workspace' });
  const { user } = useWorkspace();
  const items = useAccountItems(workspaces);
  return (
    <nav aria-label="Main" className={styles.side}>
      <Link to="/w/$workspace/workflows" params={{ workspace }} aria-label="LinkFlow" className={styles.logo}>
        <Logo />
      </Link>
      <Link
        to="/w/$workspace/workflows"
        params={{ workspace }}
        className={styles.place}
        activeProps={{ className: styles.here }}
      >
        <Workflow size={19} />
        <span>Workflows</span>
      </Link>
      <Link
        to="/w/$workspace/executions"
        params={{ workspace }}
        className={styles.place}
        activeProps={{ className: styles.here }}
      >
        <History size={19} />
        <span>Executions</span>
      </Link>
      <Link
        to="/w/$workspace/templates"
        params={{ workspace }}
        className={styles.place}
        activeProps={{ className: styles.here }}
      >
        <LayoutTemplate size={19} />
        <span>Templates</span>
      </Link>
      <span className={styles.gap} />
      <a href="/docs" target="_blank" rel="noreferrer" className={styles.place}>
        <BookOpen size={19} />
        <span>API</span>
      </a>
      <Menu
        label={`Account of ${user.email}`}
        trigger={<CircleUserRound size={20} />}
        items={items}
        className={styles.account}
      />
    </nav>
  );
}
