import { NetworkReport } from '../../src';

/** A connection. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** `5432/TCP`. */
  readonly ports: string;
}

/** Whoever there is: who comes by the load balancer, and the three ends that it lets in. */
const EVERYBODY = ['internet', 'ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*'];
const DNS = 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns';

/** The connections of an app, with names that people use. An end without such a name is an error. */
export function edgesOf(report: NetworkReport): Edge[] {
  const edges = report.flows().map(({ from, to, ports, verdict }) => {
    if (verdict !== 'allow') throw new Error(`${from} → ${to} is ${verdict}`);
    const spelled = ports.map(
      ({ protocol, port, endPort }) => `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`,
    );
    return { from: nameOf(from), to: nameOf(to), ports: spelled.join(', ') };
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function nameOf(end: string): string {
  if (EVERYBODY.includes(end)) return 'everybody';
  if (end === DNS) return 'DNS of the cluster';
  const workload = /^shop\/\w+\/([\w-]+)$/.exec(end);
  if (workload === null) throw new Error(`no name for ${end}`);
  return workload[1];
}
