import { Check, ExternalLink, X } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { decideApproval } from '../../lib/api/decide-approval.ts';
import type { OpenWait } from '../../lib/api/schema.gen.ts';
import { isObjectValue } from '../../lib/schema/schema.ts';
import { Button } from '../button/button.tsx';
import { ErrorNotice } from '../feedback/notice.tsx';
import styles from './waits.module.css';

type Question = {
  readonly title: string;
  readonly message: string;
  readonly yes: string;
  readonly no: string;
  readonly asksComment: boolean;
  readonly show: readonly { readonly label: string; readonly text: string }[];
};

function readQuestion(details: unknown, name: string): Question {
  const given = isObjectValue(details) ? details : {};
  const text = (field: string, otherwise: string): string => String(given[field] ?? '') || otherwise;
  const show = Array.isArray(given.show) ? given.show.filter(isObjectValue) : [];
  return {
    title: text('title', name),
    message: text('message', ''),
    yes: text('approve_label', 'Approve'),
    no: text('reject_label', 'Reject'),
    asksComment: given.ask_comment === true,
    show: show.map(({ label, text: shown }) => ({ label: String(label), text: String(shown) })),
  };
}

const LONGEST_COMMENT = 10_000;

type ApprovalCardProps = { readonly wait: OpenWait; readonly name: string; readonly onDecided: () => void };

/** An approval, decided where it is seen; whoever else is to decide gets the address of its page. */
export function ApprovalCard({ wait, name, onDecided }: ApprovalCardProps): ReactElement {
  const id = useId();
  const { title, message, yes, no, asksComment, show } = readQuestion(wait.details, name);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function decide(approved: boolean): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await decideApproval(wait.url, { approved, comment });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      onDecided();
    }
  }

  return (
    <section aria-labelledby={id} className={styles.approval}>
      <header className={styles.line}>
        <h2 id={id}>
          <bdi>{title}</bdi>
        </h2>
        <a href={wait.url} target="_blank" rel="noreferrer">
          Its page <ExternalLink size={13} aria-hidden="true" />
        </a>
      </header>
      {message && <p className={styles.message}>{message}</p>}
      {show.length > 0 && (
        <dl className={styles.values}>
          {show.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {asksComment && (
        <input
          aria-label="Comment"
          placeholder="Comment (optional)"
          className={styles.comment}
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        <Button look="primary" busy={busy} icon={<Check size={15} />} onClick={() => void decide(true)}>
          {yes}
        </Button>
        <Button busy={busy} icon={<X size={15} />} onClick={() => void decide(false)}>
          {no}
        </Button>
      </div>
    </section>
  );
}
