import { Labels } from '../../topology/model';

/** Labels as a selector has them: `app=web, tier=front`. */
export function labelsText(labels: Labels): string {
  const keys = Object.keys(labels).sort();
  return keys.map((key) => `${key}=${labels[key]}`).join(', ');
}
