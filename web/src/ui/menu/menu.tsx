import { type ReactElement, type ReactNode, useId, useRef } from 'react';
import styles from './menu.module.css';

export type MenuItem = {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly items: readonly (MenuItem | null)[];
  readonly className?: string | undefined;
};

function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[key];
  if (to === undefined) return false;
  items.at(to % items.length)?.focus();
  return true;
}

/** A button that opens a list of what can be done. `null` is a line between groups. */
export function Menu({ label, trigger, items, className }: MenuProps): ReactElement {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  function place(open: boolean): void {
    if (!open || !menu.current || !button.current) return;
    const spot = button.current.getBoundingClientRect();
    const { width, height } = menu.current.getBoundingClientRect();
    menu.current.style.left = `${Math.max(8, Math.min(spot.left, innerWidth - width - 8))}px`;
    menu.current.style.top = `${spot.bottom + height + 12 > innerHeight ? Math.max(8, spot.top - height - 6) : spot.bottom + 6}px`;
    moveFocus(menu.current, 'Home');
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-label={label}
        title={label}
        popoverTarget={id}
        className={className ?? styles.trigger}
      >
        {trigger}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={styles.menu}
        onToggle={(event) => place(event.newState === 'open')}
        onKeyDown={(event) => {
          if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
          event.stopPropagation();
        }}
      >
        {items.map((item, index) =>
          item === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else.
            <hr key={index} className={styles.line} />
          ) : (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              disabled={item.disabled}
              className={item.danger ? styles.danger : styles.item}
              onClick={() => {
                menu.current?.hidePopover();
                item.onChoose();
              }}
            >
              {item.icon}
              <span>{item.label}</span>
              {item.keys && <kbd>{item.keys}</kbd>}
            </button>
          ),
        )}
      </div>
    </>
  );
}
