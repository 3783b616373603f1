import { PortSet } from '../../../reachability/port-set';
import { Service } from '../../../topology/model';

/** The Services that are names of their namespaces for names outside. */
export class Aliases {
  private readonly byName = new Map<string, string>();
  private readonly byNamespace = new Map<string, { readonly id: string; readonly ports: PortSet }[]>();

  constructor(services: readonly Service[]) {
    for (const { id, namespace, type, externalName, ports } of services) {
      if (type !== 'ExternalName' || externalName === undefined) continue;
      this.byName.set(keyOf(namespace, externalName), id);
      const own = PortSet.ofRanges(ports.map(({ protocol, port }) => ({ protocol, port, endPort: port })));
      this.byNamespace.set(namespace, [...(this.byNamespace.get(namespace) ?? []), { id, ports: own }]);
    }
  }

  /** The alias for a name. */
  public ofName(namespace: string, name: string): string | undefined {
    return this.byName.get(keyOf(namespace, name));
  }

  /** The alias with exactly these ports, where no other one of the namespace has any of them. */
  public ofPorts(namespace: string, ports: PortSet): string | undefined {
    const found = (this.byNamespace.get(namespace) ?? []).filter((alias) => alias.ports.overlaps(ports));
    return found.length === 1 && found[0].ports.equals(ports) ? found[0].id : undefined;
  }
}

/** Names of DNS are the same in capitals, and with the dot at their end. */
function keyOf(namespace: string, name: string): string {
  return `${namespace} ${name.toLowerCase().replace(/\.$/, '')}`;
}
