/** What a generated system is like. */
export interface Stack {
  readonly workloads: number;
  readonly namespaces: number;
  /** Whether each workload has a policy that names its clients, its servers and the DNS; else there is no policy at all. */
  readonly hasPolicies?: boolean;
  /** To how many more servers the last workloads connect, one each: the newer side of a diff. */
  readonly added?: number;
}

/** What a workload of a system is for: one in ten is a site, one in three a database. */
type Tier = 'site' | 'api' | 'database';

const PORTS: Readonly<Record<Tier, number>> = { site: 8080, api: 9090, database: 5432 };

/**
 * A system as many are: in each namespace sites that load balancers lead to, services behind them, databases at the end. One
 * service in five also asks one of the next namespace, and one in twenty an address outside.
 */
export function stackObjects(stack: Stack): object[] {
  const { hasPolicies = true } = stack;
  const servers = serversOf(stack);
  const clients: number[][] = servers.map(() => []);
  servers.forEach((own, client) => own.forEach((server) => clients[server].push(client)));
  return servers.flatMap((own, i) => [
    ...workload(stack, i),
    ...(hasPolicies ? [policy(stack, i, own, clients[i])] : []),
  ]);
}

/** The same as one file. */
export function stackJson(stack: Stack): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: stackObjects(stack) });
}

/** To whom each workload connects. */
function serversOf({ workloads, namespaces, added = 0 }: Stack): number[][] {
  const servers = Array.from({ length: workloads }, (_, i) => {
    const own = tierOf(i, namespaces) === 'site' ? near(i, 3, 'api') : near(i, 2, 'database');
    return tierOf(i, namespaces) === 'database' ? [] : [...own, ...(i % 5 === 0 ? near(i + 1, 1, 'api') : [])];
  });
  for (let i = workloads - added; i < workloads; i++) servers[i].push(...near(i, 1, 'api'));
  return servers.map((own, i) => [...new Set(own)].filter((server) => server !== i));

  /** The next workloads of a tier in the namespace of the one of that number. */
  function near(from: number, count: number, tier: Tier): number[] {
    const found: number[] = [];
    for (let step = 1; found.length < count && step * namespaces < workloads; step++) {
      const at = (from + step * namespaces) % workloads;
      if (tierOf(at, namespaces) === tier) found.push(at);
    }
    return found;
  }
}

function tierOf(i: number, namespaces: number): Tier {
  const place = Math.floor(i / namespaces) % 10;
  return place === 0 ? 'site' : place < 7 ? 'api' : 'database';
}

function workload({ namespaces }: Stack, i: number): object[] {
  const tier = tierOf(i, namespaces);
  const metadata = { name: nameOf(i, namespaces), namespace: namespaceOf(i, namespaces) };
  const labels = { 'app.kubernetes.io/name': metadata.name };
  const containers = [{ name: 'main', image: 'ghcr.io/acme/main:1.0.0', ports: [{ containerPort: PORTS[tier] }] }];
  return [
    {
      apiVersion: 'apps/v1',
      kind: tier === 'database' ? 'StatefulSet' : 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        ...(tier === 'site' ? { type: 'LoadBalancer' } : tier === 'database' ? { clusterIP: 'None' } : {}),
        selector: labels,
        ports: [{ port: tier === 'database' ? 5432 : 80, targetPort: PORTS[tier] }],
      },
    },
  ];
}

function policy({ namespaces }: Stack, i: number, servers: readonly number[], clients: readonly number[]): object {
  const metadata = { name: nameOf(i, namespaces), namespace: namespaceOf(i, namespaces) };
  const peer = (other: number): object => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(other, namespaces) } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': nameOf(other, namespaces) } },
  });
  const tier = tierOf(i, namespaces);
  const port = (of: Tier): object[] => [{ port: PORTS[of] }];
  const dns = { namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': metadata.name } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        ...(clients.length > 0 ? [{ from: clients.map(peer), ports: port(tier) }] : []),
        ...(tier === 'site' ? [{ ports: port(tier) }] : []),
      ],
      egress: [
        ...servers.map((server) => ({ to: [peer(server)], ports: port(tierOf(server, namespaces)) })),
        { to: [dns], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
        ...(i % 20 === 7 ? [{ to: [{ ipBlock: { cidr: `203.0.113.${i % 250}/32` } }], ports: [{ port: 443 }] }] : []),
      ],
    },
  };
}

function nameOf(i: number, namespaces: number): string {
  return `${tierOf(i, namespaces)}-${i}`;
}

function namespaceOf(i: number, namespaces: number): string {
  return `team-${i % namespaces}`;
}
