import { Texts } from './texts';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { ClusterOptions } from '../../src/reachability/cluster';
import { explain, Explanation } from '../../src/reachability/explain';
import { Flow } from '../../src/reachability/flow';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

/** The analysis of YAML documents without problems. */
export function analysed(yaml: string, options?: ClusterOptions): Analysis {
  const read = readYaml(yaml, 'input.yaml');
  const { topology, problems } = parseTopology(read.manifests);
  expect([...read.problems, ...problems]).toEqual([]);
  return Analysis.of(topology, options);
}

/** Asks about ends and a port that are written as a user writes them. */
export function ask(analysis: Analysis, from: string, to: string, port: string): Explanation {
  const [source, destination] = [from, to].map((end) => parseAskedEnd(analysis.cluster, end));
  return explain(analysis, source, destination, parsePort(port));
}

/** The parts of a flow that say who reaches whom. */
export function brief({ from, to, except, ports, verdict }: Texts<Flow>): string {
  const numbers = ports.map(({ protocol, port, endPort }) => `${port}-${endPort}/${protocol}`);
  const all = ['1-65535/TCP', '1-65535/UDP', '1-65535/SCTP'];
  const text = numbers.join() === all.join() ? 'all' : numbers.join(' ');
  return [from, '->', to, ...(except === undefined ? [] : ['except', ...except]), text, verdict].join(' ');
}

/** A Deployment in namespace shop whose pods have the label `app` with its name. */
export function deployment(name: string, spec = '{}', namespace = 'shop'): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: ${spec} } }
`;
}

/** A policy in namespace shop. */
export function policy(name: string, spec: string, namespace = 'shop'): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;
}

/** A Service in namespace shop. */
export function service(name: string, spec: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}
