import { X } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from '../button/button.tsx';
import { classNames } from '../class-names.ts';
import styles from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: 'narrow' | 'normal' | 'wide';
  /** No heading that is seen: the title is for those who hear it. */
  readonly bare?: boolean;
};

/** A window over the page. The platform keeps the focus in it, and Esc closes it. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  width = 'normal',
  bare = false,
}: DialogProps): ReactElement {
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={classNames(styles.dialog, styles[width])}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.frame}>
        {bare ? (
          <h2 id={id} className={styles.unseen}>
            {title}
          </h2>
        ) : (
          <header className={styles.head}>
            <h2 id={id}>{title}</h2>
            <IconButton label="Close" onClick={onClose}>
              <X size={17} />
            </IconButton>
          </header>
        )}
        <div className={bare ? styles.bareBody : styles.body}>{children}</div>
        {footer && <footer className={styles.foot}>{footer}</footer>}
      </div>
    </dialog>
  );
}
