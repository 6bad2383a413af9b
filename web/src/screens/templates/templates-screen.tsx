import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { TemplateGrid } from '../../features/templates/template-grid.tsx';
import styles from '../../features/templates/templates.module.css';
import { findTemplates, templatesQuery } from '../../features/templates/templates-query.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { SearchBox } from '../../ui/filter/search-box.tsx';

const PARTS = [
  { kind: 'workflow', title: 'For a whole job' },
  { kind: 'example', title: 'One for each node' },
] as const;

/** Workflows to begin with. */
export function TemplatesScreen(): ReactElement {
  const { workspace } = useWorkspace();
  const [text, setText] = useState('');
  const { data, error, isPending, refetch } = useQuery(templatesQuery);
  const found = findTemplates(data ?? [], text);
  return (
    <div className={styles.page}>
      <title>{`Templates – ${workspace.name} – LinkFlow`}</title>
      <header>
        <h1>Templates</h1>
        <p className={styles.lead}>The one that you choose becomes a workflow of yours, to be run and changed.</p>
      </header>
      <FilterBar>
        <SearchBox label="Search templates" placeholder="Search by job, node or tag" value={text} onChange={setText} />
      </FilterBar>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label="Loading templates" />}
      {data && found.length === 0 && (
        <Empty icon={<LayoutTemplate size={26} />} title="No template fits">
          Try another word.
        </Empty>
      )}
      {PARTS.map(({ kind, title }) => {
        const templates = found.filter((one) => one.kind === kind);
        if (templates.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={`templates-${kind}`} className={styles.part}>
            <h2 id={`templates-${kind}`}>{title}</h2>
            <TemplateGrid label={title} templates={templates} />
          </section>
        );
      })}
    </div>
  );
}
