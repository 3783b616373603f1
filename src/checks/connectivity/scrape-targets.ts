import { readSelector } from './read-selector';
import { ServicePods, servicesWithPods } from './service-pods';
import { PortSet } from '../../reachability/port-set';
import { matches } from '../../reachability/selector';
import { targetPorts } from '../../reachability/service-index';
import { Labels, Selector, Workload } from '../../topology/model';
import { EVERYTHING } from '../../topology/parse-selector';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** That a port of pods is scraped, because an object says so. */
export interface ScrapeTarget {
  readonly object: CheckedObject;
  readonly field: Raw;
  readonly position: number;
  readonly ports: PortSet;
}

/** What a kind of monitor selects, and where it says which ports. */
interface MonitorKind {
  readonly selects: 'pods' | 'services';
  readonly endpoints: string;
  /** Whether it is of its own namespace, or of all. Absent: as `namespaceSelector` says. */
  readonly namespaces?: 'own' | 'all';
}

const OF_SERVICES: MonitorKind = { selects: 'services', endpoints: 'endpoints' };
const OF_PODS: MonitorKind = { selects: 'pods', endpoints: 'podMetricsEndpoints' };

/** @see https://prometheus-operator.dev/docs/api-reference/api/ */
const MONITORS: ReadonlyMap<string, MonitorKind> = new Map([
  ['ServiceMonitor.monitoring.coreos.com', OF_SERVICES],
  ['PodMonitor.monitoring.coreos.com', OF_PODS],
  ['ServiceMonitor.azmonitoring.coreos.com', OF_SERVICES],
  ['PodMonitor.azmonitoring.coreos.com', OF_PODS],
  ['VMServiceScrape.operator.victoriametrics.com', OF_SERVICES],
  ['VMPodScrape.operator.victoriametrics.com', OF_PODS],
  ['PodMonitoring.monitoring.googleapis.com', { selects: 'pods', endpoints: 'endpoints', namespaces: 'own' }],
  ['ClusterPodMonitoring.monitoring.googleapis.com', { selects: 'pods', endpoints: 'endpoints', namespaces: 'all' }],
]);

/** What monitors and annotations have scraped. */
export function* scrapeTargets(input: CheckInput): Generator<ScrapeTarget> {
  for (const object of input.objects) {
    const monitor = MONITORS.get(`${object.kind}.${object.group}`);
    if (monitor !== undefined) yield* byMonitor(input, object, monitor);
  }
  for (const { object, metadata, position } of input.pods) {
    yield* byAnnotations(object, metadata.get('annotations'), [position], mergedBy(metadata));
  }
  for (const { object, backends } of input.once(servicesWithPods)) {
    yield* byAnnotations(object, object.root.get('metadata', 'annotations'), backends);
  }
}

function* byMonitor(input: CheckInput, object: CheckedObject, monitor: MonitorKind): Generator<ScrapeTarget> {
  const spec = object.root.get('spec');
  const selector = readSelector(object, spec.get('selector'));
  if (selector === undefined) return;
  const namespaces = namespacesOf(object, spec, monitor);
  const fields = spec.get(monitor.endpoints).items();
  if (monitor.selects === 'pods') {
    const { pods, workloads } = input.analysis.cluster;
    const found =
      namespaces === undefined
        ? pods.inNamespaces(EVERYTHING, selector).members
        : namespaces.flatMap((namespace) => pods.inNamespace(namespace, selector).members);
    for (const position of found) {
      for (const field of fields) yield { object, field, position, ports: portsOfPods(field, workloads[position]) };
    }
    return;
  }
  for (const service of servicesMeeting(input, namespaces, selector)) {
    for (const position of service.backends) {
      const workload = input.analysis.cluster.workloads[position];
      for (const field of fields) yield { object, field, position, ports: portsBehind(service, field, workload) };
    }
  }
}

/** Absent: all. */
function namespacesOf(
  { namespace = '' }: CheckedObject,
  spec: Raw,
  monitor: MonitorKind,
): readonly string[] | undefined {
  const selector = spec.get('namespaceSelector');
  if (monitor.namespaces === 'all') return undefined;
  if (monitor.namespaces === 'own') return [namespace];
  if (selector.get('any').flag() === true) return undefined;
  const names = selector.get('matchNames').items();
  return names.length === 0 ? [namespace] : [...new Set(names.flatMap((name) => name.text() ?? []))];
}

/** A port by its name, or by its number. */
function portsOfPods(field: Raw, workload: Workload): PortSet {
  const given = ['port', 'portNumber', 'targetPort'].map((key) => field.get(key)).find((each) => !each.isAbsent);
  return given === undefined ? PortSet.NONE : portOf(given, workload);
}

function portsBehind({ service }: ServicePods, field: Raw, workload: Workload): PortSet {
  const name = field.get('port').text() ?? '';
  if (name === '') return portOf(field.get('targetPort'), workload);
  return PortSet.unionAll(
    service.ports.filter((port) => port.name === name).map((port) => targetPorts(port, workload)),
  );
}

function portOf(given: Raw, { namedPorts }: Workload): PortSet {
  const number = portNumber(given.number() ?? Number.NaN);
  if (number !== undefined) return number;
  const name = given.text();
  const own = name === undefined ? undefined : namedPorts.find((port) => port.name === name && port.protocol === 'TCP');
  return own === undefined ? PortSet.NONE : PortSet.range('TCP', own.port, own.port);
}

function portNumber(number: number): PortSet | undefined {
  return Number.isInteger(number) && number >= 1 && number <= 65535 ? PortSet.range('TCP', number, number) : undefined;
}

function* byAnnotations(
  object: CheckedObject,
  annotations: Raw,
  positions: readonly number[],
  merged?: PortSet,
): Generator<ScrapeTarget> {
  if (annotations.get('prometheus.io/scrape').text() !== 'true') return;
  const field = annotations.get('prometheus.io/port');
  const text = field.text() ?? '';
  // Without a port each configuration of Prometheus has its own default.
  const ports = /^\d{1,5}$/.test(text) ? portNumber(Number(text)) : undefined;
  if (ports === undefined) return;
  for (const position of positions) yield { object, field, position, ports: merged ?? ports };
}

/** The port at which Istio's proxy serves the metrics of its pod in place of the program: it rewrites the annotations. */
function mergedBy(pod: Raw): PortSet | undefined {
  if (pod.get('labels', 'sidecar.istio.io/inject').text() !== 'true') return undefined;
  if (pod.get('annotations', 'prometheus.istio.io/merge-metrics').text() === 'false') return undefined;
  return PortSet.range('TCP', 15020, 15020);
}

interface LabelledServices {
  readonly all: readonly ServicePods[];
  /** By a label, and by a namespace and a label. */
  readonly byLabel: ReadonlyMap<string, readonly ServicePods[]>;
  readonly byNamespace: ReadonlyMap<string, readonly ServicePods[]>;
}

/** The Services whose own labels meet a selector; most selectors ask for one value of a label. */
function servicesMeeting(
  input: CheckInput,
  namespaces: readonly string[] | undefined,
  selector: Selector,
): readonly ServicePods[] {
  const { all, byLabel, byNamespace } = input.once(labelledServices);
  const sole = selector.requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
  const candidates = (namespaces ?? [undefined]).flatMap((namespace) => {
    if (sole !== undefined) return byLabel.get(labelKey(namespace, sole.key, sole.values[0])) ?? [];
    return namespace === undefined ? all : (byNamespace.get(namespace) ?? []);
  });
  return candidates.filter((service) => matches(selector, labelsOf(service)));
}

function labelledServices(input: CheckInput): LabelledServices {
  const all = input.once(servicesWithPods);
  const byLabel = new Map<string, ServicePods[]>();
  const byNamespace = new Map<string, ServicePods[]>();
  const add = (map: Map<string, ServicePods[]>, key: string, service: ServicePods): void => {
    if (map.get(key)?.push(service) === undefined) map.set(key, [service]);
  };
  for (const service of all) {
    const { namespace } = service.service;
    add(byNamespace, namespace, service);
    for (const [key, value] of Object.entries(labelsOf(service))) {
      add(byLabel, labelKey(undefined, key, value), service);
      add(byLabel, labelKey(namespace, key, value), service);
    }
  }
  return { all, byLabel, byNamespace };
}

function labelKey(namespace: string | undefined, key: string, value: string): string {
  return JSON.stringify([namespace ?? null, key, value]);
}

function labelsOf({ object }: ServicePods): Labels {
  const labels = object.root.get('metadata', 'labels').entries();
  return Object.fromEntries(
    labels.flatMap(([key, value]) => (value.text() === undefined ? [] : [[key, value.text()!]])),
  );
}
