import { isDrillLabel } from '../drill-mark.ts';
import type { Planted } from './page-text.ts';

/** What whatever is said of the use of a honeytoken begins with, so that nobody takes a drill for a theft. */
export const drillWord = (planted: Planted | undefined): '' | 'DRILL, ' =>
  planted !== undefined && isDrillLabel(planted.label) ? 'DRILL, ' : '';
