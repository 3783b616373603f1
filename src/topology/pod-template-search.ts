/** Deeper than that no API keeps a pod template. */
const DEEP = 12;

/** What the API server or a plugin writes, and nobody makes pods of. */
const NOT_LOOKED_INTO: ReadonlySet<string> = new Set(['metadata', 'status', 'data', 'stringData', 'binaryData']);

/** Whether something in an object looks like a pod template: a `spec` with containers that have images. */
export function hasPodTemplate(object: unknown): boolean {
  return search(object, 0, []);
}

function search(value: unknown, depth: number, above: readonly object[]): boolean {
  // Objects that are made by a program may hold themselves.
  if (typeof value !== 'object' || value === null || depth > DEEP || above.includes(value)) return false;
  const path = [...above, value];
  if (Array.isArray(value)) return value.some((item) => search(item, depth + 1, path));
  return Object.entries(value).some(
    ([key, member]) =>
      (key === 'spec' && hasContainers(member)) || (!NOT_LOOKED_INTO.has(key) && search(member, depth + 1, path)),
  );
}

function hasContainers(spec: unknown): boolean {
  const containers = (spec as { readonly containers?: unknown } | null | undefined)?.containers;
  return (
    Array.isArray(containers) &&
    containers.some((one) => typeof (one as { readonly image?: unknown } | null)?.image === 'string')
  );
}
