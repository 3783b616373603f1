import { oneLine } from './text-table';
import { Origin } from '../topology/model';

/** Where something was written, behind its name: ` (shop.yaml:12)`. */
export function placeText({ source, line }: Origin): string {
  return ` (${oneLine(source)}${line === undefined ? '' : `:${line}`})`;
}
