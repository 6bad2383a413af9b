import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, RotateCcw } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { request } from '../../../../lib/api/request.ts';
import type { Execution } from '../../../../lib/api/schema.gen.ts';
import { type Delivery, deliveryLine } from '../../../../lib/runs/deliveries.ts';
import { useMay, useWorkspace } from '../../../../lib/workspace.ts';
import { Button, IconButton } from '../../../../ui/button/button.tsx';
import { ErrorNotice } from '../../../../ui/feedback/notice.tsx';
import { stateLabel } from '../../../../ui/status/status.tsx';
import { Moment } from '../../../../ui/time/moment.tsx';
import { toast } from '../../../../ui/toast/toasts.ts';
import styles from '../field.module.css';

type DeliveryListProps = {
  /** Where the API has the endpoint. */
  readonly endpoint: string;
  readonly onWatch: (executionId: string) => void;
};

const MOST_LISTED = 20;

/** The last calls of an endpoint, asked for when somebody opens them: those that were refused with the reason. */
export function DeliveryList(props: DeliveryListProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>The last calls</summary>
      {isOpen && <Calls {...props} />}
    </details>
  );
}

function Calls({ endpoint, onWatch }: DeliveryListProps): ReactElement {
  const { path } = useWorkspace();
  const queries = useQueryClient();
  const mayReplay = useMay('executions:write');
  const queryKey = ['deliveries', endpoint];
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: () =>
      request<{ readonly data: readonly Delivery[] }>(`${endpoint}/deliveries`, { query: { limit: MOST_LISTED } }),
    staleTime: 0,
  });

  async function replay(execution: string): Promise<void> {
    try {
      const made = await request<Execution>(`${path}/executions/${execution}/replay`, { method: 'POST', body: {} });
      toast('The call came in once more.');
      onWatch(made.id);
      await queries.invalidateQueries({ queryKey });
    } catch (problem) {
      toast(problem instanceof Error ? problem.message : 'It was not replayed.', { tone: 'bad' });
    }
  }

  if (error) return <ErrorNotice error={error} />;
  const lines = (data?.data ?? []).map((delivery) => deliveryLine(delivery, stateLabel));
  return (
    <>
      <Button size="small" busy={isFetching} icon={<RefreshCw size={13} />} onClick={() => void refetch()}>
        Look again
      </Button>
      {data && lines.length === 0 && <p>Nobody has called in the last seven days.</p>}
      <ul aria-label="The last calls" className={styles.calls}>
        {lines.map(({ key, at, call, text, isRefused, execution }) => (
          <li key={key}>
            <code>
              <bdi>{call}</bdi>
            </code>
            <span className={isRefused ? styles.refused : undefined}>
              <bdi>{text}</bdi> · <Moment iso={at} />
            </span>
            {execution !== null && mayReplay && (
              <IconButton label={`Replay ${call}`} onClick={() => void replay(execution)}>
                <RotateCcw size={14} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
