import { useQuery } from '@tanstack/react-query';
import { Ear } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { request } from '../../../../lib/api/request.ts';
import type { Listening, WebhookEndpoint } from '../../../../lib/api/schema.gen.ts';
import type { WorkflowNode } from '../../../../lib/graph/graph.ts';
import { listen } from '../../../../lib/runs/live-stream.ts';
import { useMay, useWorkspace } from '../../../../lib/workspace.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { toast } from '../../../../ui/toast/toasts.ts';
import { useEditor } from '../../store/editor-store.ts';
import styles from '../field.module.css';
import { Address } from './address.tsx';
import { DeliveryList } from './delivery-list.tsx';

type Call = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly outcome: string;
  readonly refusal: string | null;
};

type WebhookBoxProps = {
  readonly node: WorkflowNode;
  /** Shows the execution that a call has started. */
  readonly onWatch: (executionId: string) => void;
};

const MOST_SHOWN = 10;

function readCall(id: string, data: Readonly<Record<string, unknown>>): Call {
  const { refusal } = data;
  const reason =
    typeof refusal === 'object' && refusal !== null && 'message' in refusal ? String(refusal.message) : null;
  return { id, method: String(data.method), path: String(data.path), outcome: String(data.outcome), refusal: reason };
}

/** Where a webhook or a form is called, and what arrives while somebody listens. */
export function WebhookBox({ node, onWatch }: WebhookBoxProps): ReactElement | null {
  const { path } = useWorkspace();
  const workflow = useEditor((state) => state.workflow);
  const mayRun = useMay('workflows:run');
  const mayRead = useMay('executions:read');
  const isSaved = useEditor(({ save }) => save.type === 'saved');
  const list = useQuery({
    queryKey: ['webhooks', path, workflow.id, workflow.revision],
    queryFn: () => request<{ readonly data: readonly WebhookEndpoint[] }>(`${path}/workflows/${workflow.id}/webhooks`),
    enabled: isSaved,
    placeholderData: (before) => before,
  });
  const endpoint = list.data?.data.find(({ node_id: id }) => id === node.id);
  if (!endpoint) return null;
  const base = `${path}/workflows/${workflow.id}/webhooks/${endpoint.id}`;
  return (
    <section aria-label="Addresses" className={styles.credential}>
      <Address
        label={workflow.status === 'active' ? 'Address' : 'Address, once it is published'}
        path={endpoint.url_path}
      />
      {endpoint.test_url_path && <Address label="For trying it out, while you listen" path={endpoint.test_url_path} />}
      {endpoint.test_url_path && mayRun && <Listener key={endpoint.id} base={`${base}/listen`} onWatch={onWatch} />}
      {mayRead && <DeliveryList endpoint={base} onWatch={onWatch} />}
    </section>
  );
}

/** Listens at the test address: shows each call with what was decided of it, and the run that it started. */
function Listener({
  base,
  onWatch,
}: {
  readonly base: string;
  readonly onWatch: (executionId: string) => void;
}): ReactElement {
  const [calls, setCalls] = useState<readonly Call[]>([]);
  const [isListening, setListening] = useState(false);
  const given = useRef<AbortController | null>(null);
  useEffect(() => () => given.current?.abort(), []);

  async function begin(): Promise<void> {
    const stop = new AbortController();
    given.current = stop;
    setListening(true);
    try {
      await request<Listening>(base, { method: 'POST', body: { seconds: 120, run: true } });
      for await (const { id, type, data } of listen(`${base}/stream`, stop.signal)) {
        if (type === 'call') setCalls((before) => [readCall(id ?? '', data), ...before].slice(0, MOST_SHOWN));
        if (type === 'run') onWatch(String(data.execution_id));
      }
    } catch (error) {
      if (!stop.signal.aborted)
        toast('It does not listen.', { tone: 'bad', detail: error instanceof Error ? error.message : null });
    } finally {
      setListening(false);
    }
  }

  return (
    <>
      <Button
        size="small"
        icon={<Ear size={14} />}
        aria-pressed={isListening}
        onClick={() => (isListening ? given.current?.abort() : void begin())}
      >
        {isListening ? 'Listening … press to stop' : 'Listen for a test call'}
      </Button>
      {calls.length > 0 && (
        <ul aria-label="Calls" className={styles.calls}>
          {calls.map(({ id, method, path, outcome, refusal }) => (
            <li key={id}>
              <code>
                {method} <bdi>{path || '/'}</bdi>
              </code>
              <span>{refusal ?? outcome}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
