/** One rendering of many objects, between which nothing is changed. */
let current: object | undefined;

/** Renders many objects: what is found out about the app for one of them holds for the others, too. */
export function inOnePass<T>(render: () => T): T {
  if (current !== undefined) return render();
  current = {};
  try {
    return render();
  } finally {
    current = undefined;
  }
}

/** What is found out once in a pass. Outside of one it is found out anew each time, because anything may have changed. */
export class PerPass<K extends object, V> {
  private pass?: object;
  private known = new WeakMap<K, V>();

  constructor(private readonly find: (key: K) => V) {}

  public get(key: K): V {
    if (current === undefined) return this.find(key);
    if (this.pass !== current) {
      this.pass = current;
      this.known = new WeakMap();
    }
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.find(key);
    this.known.set(key, found);
    return found;
  }
}
