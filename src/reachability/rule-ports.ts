import { PortSet } from './port-set';
import { CompiledRule } from './side';
import { Workload } from '../topology/model';

/** The ports of a workload that names stand for, by `TCP/http`. */
const portsByName = new WeakMap<Workload, ReadonlyMap<string, PortSet>>();

/** The ports that a rule opens on a destination: a named port is looked up in its pods. */
export function portsOn({ ports, namedPorts }: CompiledRule, destination: Workload | undefined): PortSet {
  if (namedPorts.length === 0 || destination === undefined) return ports;
  const byName = portsByName.get(destination) ?? indexNames(destination);
  const found = namedPorts.flatMap(({ protocol, name }) => byName.get(`${protocol}/${name}`) ?? []);
  return found.length === 0 ? ports : PortSet.unionAll([ports, ...found]);
}

/** Containers may give one name to several ports. */
function indexNames(workload: Workload): ReadonlyMap<string, PortSet> {
  const lists = new Map<string, PortSet[]>();
  for (const { protocol, name, port } of workload.namedPorts) {
    const range = PortSet.range(protocol, port, port);
    if (!lists.get(`${protocol}/${name}`)?.push(range)) lists.set(`${protocol}/${name}`, [range]);
  }
  const byName = new Map([...lists].map(([name, ranges]) => [name, PortSet.unionAll(ranges)]));
  portsByName.set(workload, byName);
  return byName;
}
