import { z } from 'zod';
import {
  CANVAS_COLORS,
  type Canvas,
  type CanvasGroup,
  type CanvasNote,
  type CanvasSize,
} from '../../engine/graph/canvas.ts';
import { MAX_CANVAS_PARTS, MAX_CANVAS_SIDE, MAX_NAME_LENGTH, MAX_NOTES_LENGTH } from './graph-limits.ts';
import { identifier } from './identifier.ts';

export const pointSchema = z.strictObject({ x: z.number(), y: z.number() });

const side = z.number().positive().max(MAX_CANVAS_SIDE);
export const sizeSchema: z.ZodType<CanvasSize> = z.strictObject({ width: side, height: side });

export const colorSchema = z.enum(CANVAS_COLORS).meta({ description: 'By name, for a light and a dark page.' });

export const noteSchema: z.ZodType<CanvasNote> = z
  .strictObject({
    id: identifier,
    text: z.string().max(MAX_NOTES_LENGTH).meta({ description: 'Markdown.' }),
    position: pointSchema,
    size: sizeSchema.exactOptional(),
    color: colorSchema.exactOptional(),
  })
  .meta({ id: 'CanvasNote', required: ['id', 'text', 'position'] });

export const groupSchema: z.ZodType<CanvasGroup> = z
  .strictObject({
    id: identifier,
    name: z.string().max(MAX_NAME_LENGTH),
    nodes: z.array(identifier).max(MAX_CANVAS_PARTS),
    position: pointSchema,
    size: sizeSchema,
    color: colorSchema.exactOptional(),
    collapsed: z.boolean().exactOptional(),
  })
  .meta({ id: 'CanvasGroup', required: ['id', 'name', 'nodes', 'position', 'size'] });

function haveOwnIds(parts: readonly { readonly id: string }[]): boolean {
  return new Set(parts.map(({ id }) => id)).size === parts.length;
}
const ownIds = { message: 'Each has an id of its own' };

/** `settings.canvas` of a workflow: what people draw beside its nodes. */
export const canvasSchema: z.ZodType<Canvas> = z
  .strictObject({
    notes: z.array(noteSchema).max(MAX_CANVAS_PARTS).refine(haveOwnIds, ownIds).exactOptional(),
    groups: z.array(groupSchema).max(MAX_CANVAS_PARTS).refine(haveOwnIds, ownIds).exactOptional(),
  })
  .meta({ id: 'Canvas', required: [] });
