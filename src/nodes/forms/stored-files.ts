import { z } from 'zod';
import type { BinaryData } from '../../engine/item.ts';

/** The files of one item, by their names, as intake stored them. */
export const filesSchema = z.record(z.string(), z.custom<BinaryData>());
