import { NameOpening } from '../topology/model';

/**
 * Whether an opening is for a name: it is one of its names, or fits one whose first label is `*`. A name that is asked for may begin
 * with `*`, too, and then all that it stands for must be open.
 */
export function opensName({ names, isDeep = false }: NameOpening, asked: string): boolean {
  return names.some((name) => name === asked || (name.startsWith('*.') && fits(asked, name.slice(1), isDeep)));
}

function fits(asked: string, suffix: string, isDeep: boolean): boolean {
  if (!asked.endsWith(suffix)) return false;
  const first = asked.slice(0, -suffix.length);
  if (first === '') return false;
  // What stands for one label here may stand for several elsewhere, so of patterns the equal one alone is sure.
  return isDeep || (!first.includes('.') && first !== '*');
}
