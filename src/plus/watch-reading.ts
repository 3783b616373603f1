/** A value with what a function read of it. */
export interface ReadNode {
  readonly value: unknown;
  /** The members that were read. */
  readonly reads: ReadonlySet<string>;
  /** The members of an object and the items of a list. */
  readonly children: ReadonlyMap<string, ReadNode>;
  /** Whether it was read as a list, but is none. */
  readonly asList: boolean;
}

interface Watched {
  readonly value: unknown;
  readonly reads: Set<string>;
  readonly children: Map<string, Watched>;
  asList: boolean;
}

/** What a function reads of a value without cycles, member by member. Its result is not asked for. */
export function watchReading(value: unknown, read: (watched: unknown) => unknown): ReadNode {
  const root = watched(value);
  read(stand(root));
  return root;
}

function watched(value: unknown): Watched {
  const isParent = typeof value === 'object' && value !== null;
  const children = isParent ? Object.entries(value).map(([key, child]) => [key, watched(child)] as const) : [];
  return { value, reads: new Set(), children: new Map(children), asList: false };
}

/** What stands for a value while it is read. */
function stand(node: Watched): unknown {
  if (Array.isArray(node.value)) return standForList(node);
  const target: Record<string, unknown> = {};
  for (const [key, child] of node.children) {
    Object.defineProperty(target, key, { value: stand(child), enumerable: true, configurable: true, writable: true });
  }
  return new Proxy(target, {
    get(members, key, receiver) {
      if (typeof key === 'symbol') return Reflect.get(members, key, receiver) as unknown;
      if (key === 'map' && !Object.hasOwn(members, key)) return () => void (node.asList = true);
      // A text may stand where a date is converted.
      if (key === 'toISOString' && !Object.hasOwn(members, key)) return () => void node.reads.add(key);
      node.reads.add(key);
      return Object.hasOwn(members, key) ? members[key] : undefined;
    },
  });
}

/** A list is mapped as it is; whatever else is read of it is a member that only an object has. */
function standForList(node: Watched): unknown {
  return new Proxy([...node.children.values()].map(stand), {
    get(items, key, receiver) {
      const value = Reflect.get(items, key, receiver) as unknown;
      if (typeof key === 'string' && value === undefined && !(key in items)) node.reads.add(key);
      return value;
    },
  });
}
