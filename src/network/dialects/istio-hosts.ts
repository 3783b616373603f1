import { compareText } from '../../support/order';

/** The hosts of a Sidecar: names in a namespace, or all of it. What is covered by another one is left out. */
export class SidecarHosts {
  private readonly hosts = new Map<string, Set<string>>();

  constructor(private readonly own: string) {}

  /** Adds a host; without one, all of the namespace. `*` is every namespace. */
  public add(namespace: string, host = ALL): void {
    const known = this.hosts.get(namespace);
    if (known === undefined) this.hosts.set(namespace, new Set([host]));
    else known.add(host);
  }

  public render(): string[] {
    // A namespace that is named takes nothing from the list of every namespace.
    if (this.hosts.get(ALL)?.has(ALL) === true) return ['*/*'];
    const rendered = [...this.hosts].flatMap(([namespace, hosts]) => {
      const prefix = namespace === this.own ? '.' : namespace;
      return hosts.has(ALL) ? [`${prefix}/${ALL}`] : [...hosts].map((host) => `${prefix}/${host}`);
    });
    // An empty list would mean every host.
    return rendered.length === 0 ? ['~/*'] : rendered.sort(compareText);
  }
}

const ALL = '*';
