import { End, NaiveCluster, Pod } from './naive';
import { AppPlan } from './plan';
import { NAME_LABEL, NAMESPACE_LABEL, PortWord, PORTS } from './vocabulary';

/* Who is tried at the other end although no YAML has them, and on which ports. */

/** Inside and outside of each network that somebody may name. */
export const ADDRESSES: readonly string[] = [
  ['10.1.2.3', '10.9.1.1', '10.20.0.5', '10.20.0.6', '10.244.0.1', '10.244.200.7', '11.0.0.1', '203.0.113.9'],
  ['8.8.8.8', '192.168.1.1', '169.254.169.254', '100.64.0.1', '2001:db8::5', '2606:4700::1111', 'fd00::1'],
].flat();

/** Pods outside have ports of these names, by numbers of their own. */
const PORTS_OUTSIDE = [
  { name: 'http', protocol: 'TCP', number: 20_001 },
  { name: 'admin', protocol: 'TCP', number: 20_011 },
];

/** A number that nobody names. */
const RARE = 31_337;

/** The ports that are tried in each app. */
export const PORT_NUMBERS: readonly number[] = [
  RARE,
  ...PORTS_OUTSIDE.map(({ number }) => number),
  ...Object.values<PortWord>(PORTS)
    .flatMap(({ raw }) => [raw?.port, raw?.endPort])
    .filter((number) => typeof number === 'number'),
];

type Labels = Readonly<Record<string, string>>;

const TOOLS: readonly Labels[] = [{}, { app: 'tool' }, { app: 'tool', tier: 'back' }];

/** Addresses, and pods in own namespaces and in those of others: without labels and with those that somebody may name. */
export function endsOutside({ workloads }: AppPlan, cluster: NaiveCluster): End[] {
  const names: Labels[] = [...new Set(workloads.map(({ name }) => name)), 'ghost'].map((name) => ({
    [NAME_LABEL]: name,
  }));
  const pods = [
    ...['shop', 'data'].flatMap((name) => podsIn(cluster.namespaceLabels(name), [...TOOLS, ...names])),
    ...podsIn({ [NAMESPACE_LABEL]: 'kube-system' }, [{}, { 'k8s-app': 'kube-dns' }]),
    ...podsIn({ [NAMESPACE_LABEL]: 'monitoring' }, [{}]),
    // Nobody knows which other labels these namespaces have.
    ...podsIn({ [NAMESPACE_LABEL]: 'ops' }, TOOLS),
    ...podsIn({ [NAMESPACE_LABEL]: 'ops', team: 'ops' }, TOOLS),
    ...podsIn({ [NAMESPACE_LABEL]: 'elsewhere' }, [...TOOLS, ...names.slice(0, 2)]),
    ...podsIn({ [NAMESPACE_LABEL]: 'elsewhere', team: 'ops' }, TOOLS),
  ];
  return [...ADDRESSES.map((address) => ({ address })), ...pods.map((pod) => ({ pod }))];
}

function podsIn(namespaceLabels: Labels, labels: readonly Labels[]): Pod[] {
  const namespace = namespaceLabels[NAMESPACE_LABEL];
  return labels.map((own) => ({ namespace, namespaceLabels, labels: own, ports: PORTS_OUTSIDE }));
}
