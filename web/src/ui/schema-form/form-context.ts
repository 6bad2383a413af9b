import { type ComponentType, createContext, type ReactNode, useContext } from 'react';
import type { ObjectValue, Schema, Value } from '../../lib/schema/schema.ts';

export type Path = readonly (string | number)[];

/** What the fields of a form share with one another. */
export type FormContextValue = {
  readonly readOnly: boolean;
  /** Whether expressions are offered: data that people fill in have none. */
  readonly hasExpressions: boolean;
  /** What is wrong with the value at this very place. */
  faultAt(path: Path): string | undefined;
  /** What an expression comes to, shown below its field. */
  preview(value: string): ReactNode;
  /** What may follow at the end of this text, within an expression. */
  complete(before: string): readonly Completion[];
  /** A field that is filled in otherwise than its schema says: code. */
  custom(path: Path, props: CustomProps): ReactNode | null;
  /** What may be chosen for a field beside what is typed into it. */
  choices(path: Path, props: CustomProps & { readonly schema: Schema }): ReactNode;
};

/** A form of plain values. */
export const PLAIN_FORM: FormContextValue = {
  readOnly: false,
  hasExpressions: false,
  faultAt: () => undefined,
  preview: () => null,
  complete: () => [],
  custom: () => null,
  choices: () => null,
};

export type Completion = { readonly text: string; readonly detail: string };

type CustomProps = {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly label: string;
};

/** What each way of filling in a value gets. */
export type InputProps = {
  readonly id: string;
  readonly label: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly schema: Schema;
  readonly value: Value;
  readonly path: Path;
  readonly onChange: (value: Value) => void;
};

/** One property of an object. */
export type SchemaFieldProps = {
  readonly schema: Schema;
  readonly name: string;
  readonly isRequired: boolean;
  readonly value: Value;
  readonly path: Path;
  readonly onChange: (value: Value) => void;
};

/** All properties of an object. */
export type FieldsProps = {
  readonly schema: Schema;
  readonly value: Value;
  readonly path: Path;
  readonly onChange: (value: ObjectValue) => void;
};

/** Fields hold lists, which hold fields: what is within another one comes by way of the form. */
type FormParts = { readonly Fields: ComponentType<FieldsProps>; readonly OneField: ComponentType<SchemaFieldProps> };

export const FormContext = createContext<(FormContextValue & FormParts) | null>(null);

export function useForm(): FormContextValue & FormParts {
  const form = useContext(FormContext);
  if (form === null) throw new Error('This belongs into a form.');
  return form;
}
