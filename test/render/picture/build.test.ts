import { arrows, boxes, boxOf, pictureOf } from './flows-of-boxes';
import { buildPicture } from '../../../src/render/picture/build';
import { analysed, deployment, policy, service } from '../../reachability/analysed';
import { finding, RULES } from '../findings';

const DNS =
  '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }';

const SHOP =
  deployment('web') +
  deployment('api') +
  service('web', '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }') +
  service('api', '{ selector: { app: api }, ports: [{ port: 9090 }] }') +
  policy(
    'web',
    `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: 8080 }] }], egress: [${DNS}, { to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 9090 }] }] }`,
  ) +
  policy(
    'api',
    `{ podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 9090 }] }], egress: [${DNS}, { to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }], ports: [{ port: 443 }] }, { to: [{ ipBlock: { cidr: 10.9.0.0/16 } }], ports: [{ port: 5432 }] }] }`,
  );

test('a connection goes from box to box, through the way that it comes in by and its Service', () => {
  expect(arrows(pictureOf(SHOP))).toEqual([
    'shop/Deployment/web > shop/Service/api > shop/Deployment/api: 9090/TCP, allow, inside',
    'from internet > way LoadBalancer shop/Service/web > shop/Service/web > shop/Deployment/web: 8080/TCP, allow, from internet',
    'shop/Deployment/api > to ip:10.9.0.0/16: 5432/TCP, allow, outside',
    'shop/Deployment/api > to pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns: 53/TCP, 53/UDP, allow, outside',
    'from pods:*/* > shop/Service/web > shop/Deployment/web: 8080/TCP, allow, any pod',
    'shop/Deployment/web > to pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns: 53/TCP, 53/UDP, allow, outside',
    'shop/Deployment/api > to internet: 443/TCP, allow, to internet',
  ]);
});

test('boxes say what they are', () => {
  const picture = pictureOf(SHOP);
  expect(boxes(picture, 'way', 'service', 'end')).toEqual([
    'way way LoadBalancer shop/Service/web | web | LoadBalancer | port 80',
    'service shop/Service/api | api | ClusterIP | 9090',
    'service shop/Service/web | web | LoadBalancer | 80 → 8080',
    'end from internet | the internet | internet | any address',
    'end to internet | the internet | internet | 0.0.0.0/0 except 10.0.0.0/8',
    'end to ip:10.9.0.0/16 | 10.9.0.0/16 | addresses',
    'end to pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns | DNS of the cluster | pods in namespace kube-system | k8s-app=kube-dns',
    'end from pods:*/* | every pod of the cluster | pods',
  ]);
  expect(boxOf(picture, 'shop/Deployment/web')).toEqual({
    id: 'shop/Deployment/web',
    kind: 'workload',
    name: 'web',
    what: 'Deployment',
    namespace: 'shop',
    place: 'input.yaml:2',
    asked: 'shop/Deployment/web',
    walls: {
      ingress: 'closed',
      egress: 'closed',
      policies: { ingress: ['shop/NetworkPolicy/web'], egress: ['shop/NetworkPolicy/web'] },
    },
  });
});

test('pairs that no policy decides are counted and not drawn, whether or not they are among the flows', () => {
  const analysis = analysed(deployment('a') + deployment('b') + deployment('c', '{}', 'ops'));
  for (const flows of [analysis.flows(), analysis.decidedFlows()]) {
    const { edges, namespaces, undecided } = buildPicture(analysis, flows);
    expect(undecided).toBe(6);
    expect(namespaces).toEqual([{ name: 'ops' }, { name: 'shop', undecided: 2 }]);
    // What is open to anybody outside has its arrows: four for each workload.
    expect(edges).toHaveLength(12);
    expect(edges.every(({ from, to }) => from.startsWith('from ') || to.startsWith('to '))).toBe(true);
  }
});

test('an address of the nodes stands before its port, one of IPv6 in brackets', () => {
  const addresses = "externalIPs: ['203.0.113.7', '2001:db8::7']";
  const picture = pictureOf(
    deployment('web') + service('web', `{ ${addresses}, selector: { app: web }, ports: [{ port: 80 }] }`),
  );
  expect(boxes(picture, 'way')).toEqual([
    'way way externalIPs shop/Service/web | web | externalIPs | [2001:db8::7]:80 | 203.0.113.7:80',
  ]);
});

test('ports go through the Services that lead to them, and what is left through none', () => {
  const picture = pictureOf(
    deployment('web') +
      deployment('db') +
      service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') +
      service(
        'db-all',
        '{ clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }, { port: 6000, name: metrics }] }',
      ) +
      policy(
        'db',
        '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }, { port: 6000 }, { port: 7000 }] }] }',
      ),
  );
  expect(
    arrows(picture).filter((line) => line.startsWith('shop/Deployment/web') && line.includes('Deployment/db:')),
  ).toEqual([
    'shop/Deployment/web > shop/Service/db > shop/Deployment/db: 5432/TCP, allow, inside',
    'shop/Deployment/web > shop/Service/db-all > shop/Deployment/db: 6000/TCP, allow, inside',
    'shop/Deployment/web > shop/Deployment/db: 7000/TCP, allow, inside',
  ]);
  expect(boxes(picture, 'service')).toEqual([
    'service shop/Service/db | db | ClusterIP | 5432',
    'service shop/Service/db-all | db-all | headless | 5432, 6000',
  ]);
});

test('a Service of several workloads stands before each of them', () => {
  const label = (name: string): string => deployment(name, '{}').replace(`app: ${name}`, 'app: web');
  const picture = pictureOf(
    label('blue') + label('green') + service('web', '{ selector: { app: web }, ports: [{ port: 80 }] }'),
  );
  expect(picture.nodes.filter(({ kind }) => kind === 'service').map(({ id, before }) => [id, before])).toEqual([
    ['shop/Service/web shop/Deployment/blue', 'shop/Deployment/blue'],
    ['shop/Service/web shop/Deployment/green', 'shop/Deployment/green'],
  ]);
});

test('Services without pods stand alone', () => {
  const picture = pictureOf(
    deployment('web') +
      service('alias', '{ type: ExternalName, externalName: db.example.com }') +
      service('nobody', '{ selector: { app: nobody }, ports: [{ port: 80 }] }'),
  );
  expect(boxes(picture, 'service')).toEqual([
    'service shop/Service/alias | alias | ExternalName | CNAME of db.example.com',
    'service shop/Service/nobody | nobody | ClusterIP | selects no pods',
  ]);
  expect(picture.nodes.some(({ before }) => before !== undefined)).toBe(false);
});

test('a way for few clients is no way from the internet', () => {
  const picture = pictureOf(
    deployment('web') +
      service(
        'web',
        '{ type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerSourceRanges: [203.0.113.0/24], selector: { app: web }, ports: [{ port: 80 }] }',
      ) +
      policy(
        'web',
        '{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 80 }] }] }',
      ),
  );
  expect(arrows(picture)).toEqual([
    'from internet > way LoadBalancer shop/Service/web > shop/Service/web > shop/Deployment/web: 80/TCP, allow, outside',
    'from ip:203.0.113.0/24 > shop/Service/web > shop/Deployment/web: 80/TCP, allow, outside',
  ]);
  expect(boxOf(picture, 'from internet').details).toEqual(['only 203.0.113.0/24']);
});

test('findings are marked on what they are about, and accepted ones are no mark', () => {
  const analysis = analysed(SHOP);
  const findings = [
    finding(RULES.open, { object: 'shop/Deployment/web', severity: 'warning' }),
    finding(RULES.open, { object: 'shop/Service/web', severity: 'error' }),
    finding(RULES.open, { object: 'shop/NetworkPolicy/api', severity: 'note' }),
    finding(RULES.open, { object: 'shop/Secret/key', severity: 'warning' }),
    finding(RULES.open, {
      object: 'shop/Deployment/api',
      severity: 'error',
      accepted: { by: 'option', reason: 'known' },
    }),
  ];
  const picture = buildPicture(analysis, analysis.decidedFlows(), { findings });
  const marks = picture.nodes.flatMap(({ id, findings: own, severity }) =>
    own === undefined ? [] : [[id, own, severity]],
  );
  expect(marks).toEqual([
    ['way LoadBalancer shop/Service/web', [1], 'error'],
    ['shop/Service/web', [1], 'error'],
    ['shop/Deployment/api', [2], 'note'],
    ['shop/Deployment/web', [0, 1], 'error'],
  ]);
  expect(picture.namespaces).toEqual([{ name: 'shop', findings: [3], severity: 'warning' }]);
});

describe('an alias of a name outside', () => {
  const PUBLIC =
    '0.0.0.0/0, except: [10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]';
  const sends = (name: string, ...ports: readonly number[]): string =>
    deployment(name) +
    policy(
      name,
      `{ podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: ${PUBLIC} } }], ports: [${ports.map((port) => `{ port: ${port} }`).join()}] }] }`,
    );
  const alias = (name: string, port: number): string =>
    service(name, `{ type: ExternalName, externalName: ${name}.example.com, ports: [{ port: ${port} }] }`);
  const through = (yaml: string): (string | undefined)[] => pictureOf(yaml).edges.map(({ service: own }) => own);

  test('is before the internet where one workload alone may go there, on its port alone', () => {
    expect(through(alias('pay', 443) + sends('api', 443))).toEqual(['shop/Service/pay']);
    expect(through(alias('pay', 443) + alias('mail', 587) + sends('api', 443) + sends('job', 587))).toEqual([
      'shop/Service/pay',
      'shop/Service/mail',
    ]);
  });

  test('is before nothing where that would be a guess', () => {
    expect(through(alias('pay', 443) + sends('api', 443) + sends('job', 443))).toEqual([undefined, undefined]);
    expect(through(alias('pay', 443) + alias('geo', 443) + sends('api', 443))).toEqual([undefined]);
    expect(through(alias('pay', 443) + sends('api', 443, 80))).toEqual([undefined]);
    expect(through(alias('pay', 8443) + sends('api', 443))).toEqual([undefined]);
  });

  test('is before its name, where a policy has that name', () => {
    const fqdn = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  egress: [{ toFQDNs: [{ matchName: pay.example.com }, { matchName: other.example.com }], toPorts: [{ ports: [{ port: '443', protocol: TCP }] }] }]
`;
    expect(
      pictureOf(deployment('api') + alias('pay', 443) + fqdn)
        .edges.filter(({ to }) => to.startsWith('to name:'))
        .map(({ to, service: own }) => [to, own]),
    ).toEqual([
      ['to name:other.example.com', undefined],
      ['to name:pay.example.com', 'shop/Service/pay'],
    ]);
  });
});
