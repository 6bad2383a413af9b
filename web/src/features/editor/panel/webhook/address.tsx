import { Copy, Link2 } from 'lucide-react';
import { type ReactElement, useId, useRef } from 'react';
import { IconButton } from '../../../../ui/button/button.tsx';
import { toast } from '../../../../ui/toast/toasts.ts';
import styles from '../field.module.css';

/** An address to be copied. Where the page may not write to the clipboard, it is selected for `Ctrl+C`. */
export function Address({ label, path }: { readonly label: string; readonly path: string }): ReactElement {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const url = new URL(path, location.origin).href;
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      toast('Copied.');
    } catch {
      field.current?.focus();
      toast('Press Ctrl+C to copy the address.', { tone: 'info' });
    }
  }
  return (
    <div className={styles.address}>
      <label htmlFor={id}>
        <Link2 size={13} aria-hidden="true" /> {label}
      </label>
      <div className={styles.addressRow}>
        <input ref={field} id={id} readOnly value={url} onFocus={(event) => event.target.select()} />
        <IconButton label={`Copy: ${label}`} onClick={() => void copy()}>
          <Copy size={14} />
        </IconButton>
      </div>
    </div>
  );
}
