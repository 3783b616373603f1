import { RunbookFacts, ServiceFacts, ServiceKind, WorkloadFacts } from './facts';
import { CLUSTER_DOMAIN, fullName, podNames } from './names';
import { code, codes, few } from './page';
import { portsOf } from './ports-of';
import { containerText, placeText, replicasText } from './workload-text';
import { markdownHead, markdownRow } from '../markdown';

/** What each kind is, in one line. */
const KINDS: Readonly<Record<ServiceKind, string>> = {
  ClusterIP: 'ClusterIP: one address inside the cluster, behind which connections are spread over the pods',
  headless:
    'headless: no address of its own; its name stands for the addresses of the pods, which clients choose among',
  NodePort: 'NodePort: the address inside the cluster, and besides a port on each node',
  LoadBalancer: 'LoadBalancer: the address inside the cluster, and besides a load balancer outside of it',
  ExternalName:
    'ExternalName: a name inside the cluster for a name outside of it (a CNAME); it has no pods and carries no traffic',
};

const MOST_WORKLOADS = 10;
const MOST_CONTAINERS = 6;

/** What a Service is, and what is behind it. */
export function whatSection(facts: ServiceFacts, { input }: RunbookFacts): string {
  const { service, backends, kind } = facts;
  const selector = Object.entries(service.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  const rows = [
    ['type', KINDS[kind]],
    ...(selector.length === 0 ? [] : [['selects', codes(selector)]]),
    ['pods', podsText(facts, (each) => replicasText(each, input))],
    ...(backends.length === 0 ? [] : [['containers', containersText(backends)]]),
    ['written in', placeText(facts)],
  ];
  return `${table(['', ''], rows)}### Names\n\n${table(['from', 'name'], nameRows(facts))}${portsSection(facts)}`;
}

function podsText({ backends, service, kind }: ServiceFacts, replicas: (workload: WorkloadFacts) => string): string {
  if (kind === 'ExternalName') return 'none';
  if (service.selector === undefined) {
    return 'it has no selector: the addresses behind it are those of EndpointSlices that somebody writes';
  }
  if (backends.length === 0) return '**no workload of these manifests has the labels that it selects**';
  return few(
    backends.map((each) => `${code(each.workload.id)} (${replicas(each)})`),
    MOST_WORKLOADS,
  );
}

/** The containers of workloads, each once: several have the same. */
export function containersText(workloads: readonly WorkloadFacts[]): string {
  const texts = workloads.slice(0, MOST_WORKLOADS).flatMap(({ pods }) => (pods?.containers ?? []).map(containerText));
  return texts.length === 0 ? 'not known' : few([...new Set(texts)], MOST_CONTAINERS);
}

function nameRows(facts: ServiceFacts): string[][] {
  const { service, kind } = facts;
  const { name, namespace } = service;
  const rows = [
    [`pods of ${code(namespace)}`, code(name)],
    ['pods of any namespace', codes([`${name}.${namespace}`, `${name}.${namespace}.svc`])],
    [`the same in full, where the cluster domain is ${code(CLUSTER_DOMAIN)}`, code(fullName(facts))],
  ];
  const pods = podNames(facts);
  if (pods.length > 0) rows.push(['each pod by itself', codes(pods)]);
  if (kind === 'ExternalName') rows.push(['what DNS answers (CNAME)', code(service.externalName ?? 'nothing')]);
  return rows;
}

function portsSection(facts: ServiceFacts): string {
  const ports = portsOf(facts);
  if (ports.length === 0) {
    return facts.kind === 'ExternalName' ? '' : '### Ports\n\nNone: clients name the port of the pods.\n\n';
  }
  const rows = ports.map(({ port, appProtocol, containers }) => [
    code(port.name === undefined ? String(port.port) : `${port.port} (${port.name})`),
    facts.kind === 'ExternalName' ? '' : code(String(port.targetPort)),
    containers.length === 0
      ? noContainer(facts)
      : few(
          containers.map(({ name, number }) => `${code(name)}${number === port.targetPort ? '' : ` ${number}`}`),
          4,
        ),
    nodePortText(facts, port.nodePort),
    port.protocol,
    appProtocol === undefined ? '' : code(appProtocol),
  ]);
  return `### Ports\n\n${table(['Service', 'pods', 'container', 'nodes', 'protocol', 'application'], rows)}`;
}

/** A port is open whether a container declares it or not. */
function noContainer({ backends }: ServiceFacts): string {
  return backends.length === 0 ? '' : 'none declares it';
}

function nodePortText({ kind, spec }: ServiceFacts, nodePort: number | undefined): string {
  if (nodePort !== undefined) return code(String(nodePort));
  if (kind === 'LoadBalancer' && spec.get('allocateLoadBalancerNodePorts').value === false) return 'none';
  return kind === 'NodePort' || kind === 'LoadBalancer' ? 'chosen by the API server' : '';
}

/** A table; cells are Markdown, in which only what is code may have pipes. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): readonly string[] => row.map((cell) => cell.replace(/\\*\|/g, '\\|'));
  return `${markdownHead(head)}${rows.map((row) => markdownRow(cells(row))).join('')}\n`;
}
