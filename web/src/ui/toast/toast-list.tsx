import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../button/button.tsx';
import { classNames } from '../class-names.ts';
import styles from './toast.module.css';
import { useToasts } from './toasts.ts';

/** What has just happened, in a corner of the page. */
export function ToastList(): ReactElement {
  const { list, dismiss } = useToasts();
  return (
    <section aria-label="Notifications" aria-live="polite" className={styles.list}>
      {list.map(({ id, tone, text, detail, action }) => (
        <div key={id} className={classNames(styles.toast, styles[tone])} role={tone === 'bad' ? 'alert' : undefined}>
          <div className={styles.text}>
            <p>{text}</p>
            {detail && <p className={styles.detail}>{detail}</p>}
          </div>
          {action && (
            <Button
              size="small"
              onClick={() => {
                action.perform();
                dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => dismiss(id)}>
            <X size={15} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
