import { NetworkRule } from './network-rule';
import { PortSet } from '../../reachability/port-set';
import { PolicyPort, Workload } from '../../topology/model';

type NamedPort = Extract<PolicyPort, { kind: 'named' }>;

/** The ports of a rule. Names are looked up in the containers of each destination, as policies do it. */
export class RulePorts {
  private readonly numbers: PortSet;
  private readonly names: readonly NamedPort[];
  private readonly found = new Set<NamedPort>();

  constructor({ ports }: NetworkRule) {
    this.numbers = ports === undefined ? PortSet.ALL : PortSet.of(ports);
    this.names = (ports ?? []).filter((port) => port.kind === 'named');
  }

  /** Its ports on some pods; what is not in the input has no names of ports that anybody knows. */
  public on(destination: Workload | undefined): PortSet {
    if (this.names.length === 0 || destination === undefined) return this.numbers;
    const own = destination.namedPorts.flatMap(({ name, protocol, port }) => {
      const meant = this.names.find((each) => each.name === name && each.protocol === protocol);
      if (meant === undefined) return [];
      this.found.add(meant);
      return [PortSet.range(protocol, port, port)];
    });
    return PortSet.unionAll([this.numbers, ...own]);
  }

  /** The names that none of some destinations has. */
  public unused(destinations: Iterable<Workload>): NamedPort[] {
    if (this.names.length > 0) for (const each of destinations) this.on(each);
    return this.names.filter((port) => !this.found.has(port));
  }
}
