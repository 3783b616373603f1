import { FEATURE_PLACES } from '../support/kubernetes-features';

/** Fields that are new as such, by kind: a new value of a known field needs nothing. */
const FIELDS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  [...FEATURE_PLACES].map(([kind, places]) => [
    kind,
    places.flatMap(({ path, value }) => (value === undefined ? [path] : [])),
  ]),
);

/**
 * The fields of an object of this kind at a place of it that not every version of Kubernetes has: `sleep` at
 * `spec.….lifecycle.preStop`. cdk8s-plus does not know those that are newer than itself.
 */
export function newerFieldsAt(kind: string, place: readonly string[]): string[] {
  const isThere = (path: readonly string[]): boolean =>
    path.length === place.length + 1 && place.every((step, i) => path[i] === step || path[i] === '*');
  return (FIELDS.get(kind) ?? []).filter(isThere).map((path) => path[path.length - 1]);
}

/** Puts the fields of an object that cdk8s-plus does not know into what it made of the object. */
export function carryNewerFields(kind: string, from: unknown, to: unknown): void {
  for (const path of FIELDS.get(kind) ?? []) carry(from, to, path, 0);
}

function carry(from: unknown, to: unknown, path: readonly string[], at: number): void {
  if (!isObject(from) || !isObject(to)) return;
  const step = path[at];
  if (at === path.length - 1) {
    // What cdk8s-plus knows it has converted.
    if (to[step] === undefined && from[step] !== undefined) to[step] = from[step];
  } else if (step === '*') {
    for (const i of Object.keys(from)) carry(from[i], to[i], path, at + 1);
  } else {
    carry(from[step], to[step], path, at + 1);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
