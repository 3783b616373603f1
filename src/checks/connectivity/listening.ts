import { listens } from '../../reachability/mistaken-port';
import { Protocol } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { Raw } from '../raw';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;
const PROBED_BY = ['httpGet', 'tcpSocket', 'grpc'] as const;
/** Annotations by which pods say where their metrics are. */
const METRICS = ['prometheus.io/port', 'prometheus.io/scrape_port'] as const;

/** Whether all that listens in pods says on which ports: then an undeclared one is worth a word. */
export function declareAll({ containers }: CheckedPods): boolean {
  const running = containers.filter(({ kind }) => kind !== 'init');
  return running.length > 0 && running.every(({ field }) => field.get('ports').items().length > 0);
}

/** Whether something in the manifests says that pods listen on one of some ports. */
export function mayListen(
  { analysis }: CheckInput,
  pods: CheckedPods,
  protocols: readonly Protocol[],
  first: number,
  last: number,
): boolean {
  const isAmong = (port: number | undefined): boolean => port !== undefined && port >= first && port <= last;
  if (pods.workload.declaredPorts.some(({ protocol, port }) => protocols.includes(protocol) && isAmong(port))) {
    return true;
  }
  if (saidPorts(pods).some(isAmong)) return true;
  if (first === last) return protocols.some((protocol) => listens(analysis, pods.position, protocol, first));
  return analysis.services
    .forwardsTo(pods.position)
    .some(({ target }) => target.ranges().some(({ protocol, port }) => protocols.includes(protocol) && isAmong(port)));
}

/** Ports that probes ask and metrics are taken from. */
function saidPorts({ containers, metadata }: CheckedPods): readonly (number | undefined)[] {
  const probed = containers.flatMap(({ field }) =>
    PROBES.flatMap((probe) => PROBED_BY.map((by) => numberOf(field.get(probe, by, 'port')))),
  );
  return [...probed, ...METRICS.map((key) => numberOf(metadata.get('annotations', key)))];
}

/** Annotations are texts. */
function numberOf(field: Raw): number | undefined {
  const text = field.text();
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : field.number();
}
