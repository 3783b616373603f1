import { Picture, PictureEdge, PictureNode, Walls } from '../../../../src/render/picture/picture';

/** A picture without anything. */
export const EMPTY_PICTURE: Picture = { namespaces: [], nodes: [], edges: [], undecided: 0 };

/** What closes a workload, with no policies named. */
export function walls(ingress: Walls['ingress'], egress: Walls['egress'], more: Partial<Walls> = {}): Walls {
  return { ingress, egress, policies: { ingress: [], egress: [] }, ...more };
}

/** A workload of the namespace `shop`. */
export function workload(name: string, what = 'Deployment', more: Partial<PictureNode> = {}): PictureNode {
  const id = `shop/${what}/${name}`;
  return { id, kind: 'workload', name, what, namespace: 'shop', asked: id, walls: walls('closed', 'closed'), ...more };
}

/** A Service before a workload. */
export function service(before: PictureNode, what = 'ClusterIP', more: Partial<PictureNode> = {}): PictureNode {
  const { name, id, namespace } = before;
  return {
    id: `shop/Service/${name}`,
    kind: 'service',
    name,
    what,
    ...(namespace === undefined ? {} : { namespace }),
    before: id,
    ...more,
  };
}

/** What is outside. */
export function outside(
  end: NonNullable<PictureNode['end']>,
  side: 'from' | 'to',
  name: string,
  more: Partial<PictureNode> = {},
): PictureNode {
  return { id: `${side} ${name}`, kind: 'end', name, what: end, end, side, asked: name, ...more };
}

/** A way in of the namespace `shop`. */
export function way(name: string, what: string, more: Partial<PictureNode> = {}): PictureNode {
  return { id: `way ${name}`, kind: 'way', name, what, namespace: 'shop', ...more };
}

/** An arrow between boxes. */
export function arrow(from: PictureNode, to: PictureNode, more: Partial<PictureEdge> = {}): PictureEdge {
  const ranges = [{ protocol: 'TCP' as const, port: 8080, endPort: 8080 }];
  return { from: from.id, to: to.id, ports: '8080/TCP', ranges, verdict: 'allow', exposure: 'inside', ...more };
}

/** A picture of the namespace `shop`. */
export function pictureOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[] = []): Picture {
  return { ...EMPTY_PICTURE, namespaces: [{ name: 'shop' }], nodes, edges };
}

/** The internet reaches `web` by a load balancer; `web` sends to `api`, and `api` to its database and to a name outside. */
export function shop(): Picture {
  const internet = outside('internet', 'from', 'the internet');
  const stripe = outside('name', 'to', 'api.stripe.com');
  const dns = outside('dns', 'to', 'kube-dns');
  const [web, api, db] = [
    workload('web', 'Deployment', { replicas: 2 }),
    workload('api'),
    workload('db', 'StatefulSet'),
  ];
  const lb = way('web', 'LoadBalancer', { details: ['shop.example.com'] });
  const before = [service(web, 'LoadBalancer', { details: [':80 → 8080'] }), service(api), service(db, 'headless')];
  const nodes = [internet, lb, web, api, db, ...before, stripe, dns];
  return pictureOf(nodes, [
    arrow(internet, web, { way: lb.id, service: before[0].id, exposure: 'from internet' }),
    arrow(web, api, { service: before[1].id }),
    arrow(api, db, { service: before[2].id, ports: '5432/TCP' }),
    arrow(api, stripe, { ports: '443/TCP', exposure: 'to internet' }),
    { ...arrow(web, dns, { ports: '53/TCP, 53/UDP', exposure: 'outside', count: 3 }), from: 'shop', frame: 'from' },
  ]);
}

/** A picture with each sign that there is. */
export function everySign(): Picture {
  const internet = outside('internet', 'from', 'the internet');
  const lan = outside('addresses', 'from', '10.0.0.0/8');
  const peers = outside('pods', 'from', 'monitoring/app=prometheus');
  const anybody = outside('any pod', 'from', 'any pod');
  const nodes = outside('nodes', 'from', 'nodes');
  const entity = outside('entity', 'from', 'kube-apiserver');
  const out = outside('internet', 'to', 'the internet');
  const name = outside('name', 'to', 'api.stripe.com');
  const dns = outside('dns', 'to', 'kube-dns');
  const web = workload('web', 'Deployment', {
    replicas: 3,
    walls: walls('closed', 'open'),
    findings: [0, 1],
    severity: 'warning',
  });
  const api = workload('api', 'Deployment', {
    walls: walls('closed', 'closed', { mesh: { name: 'Istio', decides: true } }),
  });
  const db = workload('db', 'StatefulSet', { walls: walls('closed', 'partly'), findings: [2], severity: 'error' });
  const agent = workload('agent', 'DaemonSet', {
    walls: walls('open', 'open', { admin: ['a'], unjudged: ['b'] }),
    findings: [3],
    severity: 'note',
  });
  const migrate = workload('migrate', 'Job', { change: 'added' });
  const backup = workload('backup', 'CronJob', { walls: walls('partly', 'closed') });
  const debug = workload('debug', 'Pod', { walls: walls('open', 'closed'), change: 'removed' });
  const lb = way('web', 'LoadBalancer', { details: ['shop.example.com', ':443'] });
  const np = way('api-node', 'NodePort', { details: [':30080'] });
  const ingress = way('shop', 'Ingress', { details: ['shop.example.com/api'] });
  const services = [
    service(web, 'LoadBalancer', { details: [':80 → 8080'] }),
    service(api),
    service(db, 'headless'),
    service(agent, 'NodePort'),
  ];
  const alias: PictureNode = {
    id: 'shop/Service/pay',
    kind: 'service',
    name: 'pay',
    what: 'ExternalName',
    namespace: 'shop',
  };
  const other = workload('ledger', 'StatefulSet', { id: 'bank/StatefulSet/ledger', namespace: 'bank' });
  const all = [
    internet,
    lan,
    peers,
    anybody,
    nodes,
    entity,
    out,
    name,
    dns,
    web,
    api,
    db,
    agent,
    migrate,
    backup,
    debug,
    lb,
    np,
    ingress,
    ...services,
    alias,
    other,
  ];
  return {
    namespaces: [
      { name: 'bank', findings: [4], severity: 'note' },
      { name: 'shop', undecided: 6 },
    ],
    nodes: all,
    undecided: 132,
    edges: [
      arrow(internet, web, { way: lb.id, service: services[0].id, exposure: 'from internet' }),
      arrow(internet, api, {
        way: ingress.id,
        service: services[1].id,
        exposure: 'from internet',
        only: ['GET /health'],
      }),
      arrow(lan, agent, { way: np.id, service: services[3].id, exposure: 'outside' }),
      arrow(web, api, { service: services[1].id }),
      arrow(web, api, { ports: '9090/TCP', verdict: 'undefined', reason: 'the mesh is not known' }),
      arrow(api, db, {
        service: services[2].id,
        ports: '5432/TCP',
        change: { kind: 'changed', risk: 'inside', text: '80/TCP → 5432/TCP' },
      }),
      arrow(migrate, db, {
        service: services[2].id,
        ports: '5432/TCP',
        change: { kind: 'added', risk: 'inside', text: '5432/TCP' },
      }),
      arrow(debug, db, { ports: 'all', change: { kind: 'removed', risk: 'inside', text: 'all' } }),
      arrow(api, name, { service: alias.id, ports: '443/TCP', exposure: 'to internet' }),
      arrow(backup, out, { ports: '443/TCP', exposure: 'to internet' }),
      arrow(anybody, agent, { ports: '9100/TCP', exposure: 'any pod' }),
      arrow(peers, agent, { ports: '9100/TCP', exposure: 'outside' }),
      arrow(nodes, web, { exposure: 'outside' }),
      arrow(entity, agent, { exposure: 'outside' }),
      arrow(api, other, { ports: '1521/TCP' }),
      { ...arrow(web, dns, { ports: '53/TCP, 53/UDP', exposure: 'outside', count: 7 }), from: 'shop', frame: 'from' },
    ],
  };
}
