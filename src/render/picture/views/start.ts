import { bundled } from './bundled';
import { namespacesOnly } from './namespaces-only';
import { Picture } from '../picture';

/** With more workloads nobody tells their arrows apart. */
const MOST_WORKLOADS = 150;

/** Whether a picture has so many workloads that it begins with its namespaces alone. */
export function isLarge({ nodes }: Picture): boolean {
  return nodes.filter(({ kind }) => kind === 'workload').length > MOST_WORKLOADS;
}

/** What is drawn first: all of a small picture, and the namespaces of a large one. */
export function startView(picture: Picture): Picture {
  return isLarge(picture) ? namespacesOnly(picture) : bundled(picture);
}
