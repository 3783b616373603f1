import { CiliumEntity } from './peer-parts';
import { Port } from './port';
import { inWords, refuse, Where } from '../support/refuse';

/** Entities that are opened on some ports. */
export interface EntityOpening {
  /** `ingress`: they connect to the pods. */
  readonly direction: 'ingress' | 'egress';
  readonly entities: readonly CiliumEntity[];
  readonly ports: readonly Port[];
}

/**
 * The spec of a CiliumNetworkPolicy that opens entities. It says the directions of its rules alone: an empty one would
 * close what other policies open.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based
 */
export function renderEntityPolicy(
  podLabels: { readonly [key: string]: string },
  openings: readonly EntityOpening[],
): object {
  const rules = (wanted: 'ingress' | 'egress', key: string): object[] | undefined => {
    const own = openings.filter(({ direction }) => direction === wanted);
    if (own.length === 0) return undefined;
    return own.map(({ entities, ports }) => ({ [key]: [...entities], ...renderToPorts(ports) }));
  };
  return {
    endpointSelector: { matchLabels: { ...podLabels } },
    ingress: rules('ingress', 'fromEntities'),
    egress: rules('egress', 'toEntities'),
  };
}

/** A rule without ports is for all of them. */
function renderToPorts(ports: readonly Port[]): { toPorts?: object[] } {
  if (ports.some(({ protocol }) => protocol === undefined)) return {};
  return { toPorts: inGroups(ports).map((group) => ({ ports: group.map(renderPort) })) };
}

/** Cilium takes names of ports, too, but looks them up in other ways than Kubernetes does. */
export function checkEntityPorts(where: Where, ports: readonly Port[]): void {
  const port = ports.find(({ protocol, number }) => protocol !== undefined && number === undefined);
  if (port === undefined) return;
  refuse(where, {
    what: 'port',
    got: inWords(port.toString()),
    allowed: 'ports by number, or Port.all(), where a policy of Cilium opens them',
    fix: 'write for example Port.tcp(8080) or Port.tcpRange(1, 65535)',
  });
}

/** The most ports that Cilium takes in one list. */
const MOST_PORTS = 40;

/** The ports in as many lists as Cilium needs. */
export function inGroups(ports: readonly Port[]): Port[][] {
  const groups: Port[][] = [];
  for (let i = 0; i < ports.length; i += MOST_PORTS) groups.push(ports.slice(i, i + MOST_PORTS));
  return groups;
}

/**
 * A port as Cilium writes it.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples
 */
export function renderPort({ number, endNumber, protocol }: Port): object {
  return { port: String(number), endPort: endNumber, protocol };
}
