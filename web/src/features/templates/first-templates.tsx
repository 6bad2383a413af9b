import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWorkspace } from '../../lib/workspace.ts';
import { TemplateGrid } from './template-grid.tsx';
import styles from './templates.module.css';
import { templatesQuery } from './templates-query.ts';

const FEW = 6;

/** A few templates for somebody who has no workflow yet: those that run at once. */
export function FirstTemplates(): ReactElement | null {
  const { workspace } = useWorkspace();
  const { data = [] } = useQuery(templatesQuery);
  const ready = data.filter(({ kind, needs_credentials: needs }) => kind === 'workflow' && !needs).slice(0, FEW);
  if (ready.length === 0) return null;
  return (
    <section aria-labelledby="first-templates" className={styles.first}>
      <header className={styles.head}>
        <h2 id="first-templates">Or begin with a template</h2>
        <Link to="/w/$workspace/templates" params={{ workspace: workspace.id }}>
          All templates
        </Link>
      </header>
      <TemplateGrid label="Templates to begin with" templates={ready} />
    </section>
  );
}
