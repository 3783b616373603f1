import { bundled } from './bundled';
import { namespacesOnly } from './namespaces-only';
import { Picture } from '../picture';

/** With more workloads nobody tells their arrows apart. */
const MOST_WORKLOADS = 150;
/** One namespace alone is drawn up to here, because its box alone says little. */
export const MOST_IN_ONE = 400;

/** Whether a picture has so many workloads that it begins with its namespaces alone. */
export function isLarge({ namespaces, nodes }: Picture): boolean {
  const most = namespaces.length > 1 ? MOST_WORKLOADS : MOST_IN_ONE;
  return nodes.filter(({ kind }) => kind === 'workload').length > most;
}

/** What is drawn first: all of a small picture, and the namespaces of a large one. */
export function startView(picture: Picture): Picture {
  return isLarge(picture) ? namespacesOnly(picture) : bundled(picture);
}
