import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { isExpression } from '../../lib/schema/schema.ts';
import { classNames } from '../class-names.ts';
import styles from './form.module.css';
import { type Completion, type InputProps, useForm } from './form-context.ts';
import { noteField } from './last-field.ts';

/** What a field shows of a value that is no text: JSON. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}

/** In a field for any value a number is one, and so are true, false, lists and objects; everything else is a text. */
function anyValue(text: string): unknown {
  if (!/^(?:-?\d|true$|false$|null$|[[{](?!\{))/.test(text.trim())) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' && String(value) !== text.trim() ? text : value;
  } catch {
    return text;
  }
}

/** Where the caret is within `{{ … }}`: the text of the expression up to it. */
function expressionBefore(text: string, caret: number): string | null {
  const begin = text.lastIndexOf('{{', caret);
  const end = text.lastIndexOf('}}', caret - 1);
  return begin === -1 || end > begin ? null : text.slice(begin + 2, caret);
}

/** A text, with expressions in it where it has `{{`: completed while they are typed, and their outcome below. */
export function TextInput({ id, label, schema, value, onChange, ...aria }: InputProps): ReactElement {
  const form = useForm();
  const field = useRef<HTMLTextAreaElement>(null);
  const [offers, setOffers] = useState<readonly Completion[]>([]);
  const [at, setAt] = useState(0);
  const text = textOf(value);
  const isCode = form.hasExpressions && isExpression(value);

  function offer(): void {
    const { value: now = '', selectionStart = 0 } = field.current ?? {};
    const before = expressionBefore(now, selectionStart);
    setOffers(before === null ? [] : form.complete(before).slice(0, 12));
    setAt(0);
  }

  function change(next: string): void {
    const isAny = schema.type === undefined || schema.type === 'array' || schema.type === 'object';
    if (next === '' && schema.default === undefined && schema.type !== 'string') onChange(undefined);
    else onChange(isAny && !next.includes('{{') ? anyValue(next) : next);
  }

  function take({ text: completion }: Completion): void {
    const { selectionStart = text.length } = field.current ?? {};
    const before = expressionBefore(text, selectionStart) ?? '';
    const typed = /[$\w]*$/.exec(before)?.[0].length ?? 0;
    const start = selectionStart - typed;
    change(`${text.slice(0, start)}${completion}${text.slice(selectionStart)}`);
    setOffers([]);
    requestAnimationFrame(() => field.current?.setSelectionRange(start + completion.length, start + completion.length));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (offers.length === 0) return;
    const chosen = offers[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setAt((at + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen);
    else if (event.key === 'Escape') setOffers([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.textHolder}>
      <textarea
        ref={field}
        id={id}
        aria-label={label}
        aria-describedby={aria['aria-describedby']}
        aria-invalid={aria['aria-invalid']}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? `${id}-offers` : undefined}
        aria-activedescendant={offers.length > 0 ? `${id}-offer-${at}` : undefined}
        className={classNames(styles.text, isCode && styles.code)}
        readOnly={form.readOnly}
        rows={1}
        spellCheck={false}
        placeholder={schema.default === undefined ? undefined : textOf(schema.default)}
        value={text}
        onFocus={(event) => noteField(event.currentTarget)}
        onBlur={() => setOffers([])}
        onChange={(event) => {
          change(event.target.value);
          offer();
        }}
        onKeyDown={onKeyDown}
      />
      {offers.length > 0 && (
        <div id={`${id}-offers`} role="listbox" aria-label="Completions" className={styles.offers}>
          {offers.map((one, index) => (
            <div
              key={one.text}
              id={`${id}-offer-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                take(one);
              }}
            >
              <code>{one.text}</code>
              <span>{one.detail}</span>
            </div>
          ))}
        </div>
      )}
      {isCode && form.preview(value)}
    </div>
  );
}
