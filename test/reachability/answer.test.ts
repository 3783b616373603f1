import { analysed, deployment, policy, service } from './analysed';
import { Analysis } from '../../src/reachability/analysis';
import { Answer, answer } from '../../src/reachability/answer';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { ClusterOptions } from '../../src/reachability/cluster';

const answerIn = (analysis: Analysis, from: string, to: string, port: string): Answer =>
  answer(analysis, parseAskedEnd(analysis.cluster, from), parseAskedEnd(analysis.cluster, to), parsePort(port));
const answerOf = (yaml: string[], from: string, to: string, port: string, options?: ClusterOptions): Answer =>
  answerIn(analysed(yaml.join(''), options), from, to, port);

const WEB = deployment('web');
const API = deployment('api', '{ containers: [{ name: api, ports: [{ containerPort: 8080, name: http }] }] }');
const DNS = deployment(
  'dns',
  '{ containers: [{ name: dns, ports: [{ containerPort: 5353, name: dns, protocol: UDP }] }] }',
);
const SERVICE = service('api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: http }] }');
const open = (port: number): string =>
  policy('api', `{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: ${port} }] }] }`);
const CLOSED = policy('closed', '{ policyTypes: [Ingress] }');

describe('the port of a Service', () => {
  test('is told from the port of the pods, and what holds there', () => {
    const { verdict, notes, fixes } = answerOf([WEB, API, SERVICE, open(8080)], 'web', 'api', '80');
    expect({ verdict, notes, fixes }).toEqual({
      verdict: 'deny',
      notes: ['80 is the port of shop/Service/api; its pods listen on 8080/TCP (allow): ask for port 8080'],
    });
  });

  test('is told whatever the verdict on it is', () => {
    const { verdict, notes } = answerOf([WEB, API, SERVICE, open(80)], 'web', 'api', '80');
    expect({ verdict, notes }).toEqual({
      verdict: 'allow',
      notes: ['80 is the port of shop/Service/api; its pods listen on 8080/TCP (deny): ask for port 8080'],
    });
  });

  test('is opened by opening the port of the pods', () => {
    const { fixes } = answerOf([WEB, API, SERVICE, CLOSED], 'web', 'api', '80');
    expect(fixes).toMatchObject([{ kind: 'rule', rule: { ports: [{ protocol: 'TCP', first: 8080, last: 8080 }] } }]);
  });

  test('may be that of several Services, with several ports of the pods', () => {
    const other = service('old', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 9090 }] }');
    expect(answerOf([WEB, API, SERVICE, other, open(9090)], 'web', 'api', '80').notes).toEqual([
      '80 is the port of shop/Service/api and shop/Service/old; their pods listen on 8080/TCP (deny) and 9090/TCP (allow): ask for port 8080 or 9090',
    ]);
  });

  test('has its protocol', () => {
    const udp = service('dns', '{ selector: { app: dns }, ports: [{ port: 53, targetPort: dns, protocol: UDP }] }');
    expect(answerOf([WEB, DNS, udp], 'web', 'dns', '53/UDP').notes).toEqual([
      '53 is the port of shop/Service/dns; its pods listen on 5353/UDP (allow): ask for port 5353/UDP',
    ]);
    expect(answerOf([WEB, DNS, udp], 'web', 'dns', '53').notes).toEqual([
      'shop/Deployment/dns declares 5353/UDP, and not 53/TCP; what is not declared may be listened on, too',
    ]);
  });

  test.each([
    ['the pods listen on it', '8080'],
    ['nobody declares any port', '80'],
  ])('is no matter where %s', (_, port) => {
    const yaml = port === '80' ? [WEB, deployment('api')] : [WEB, API, SERVICE];
    expect(answerOf(yaml, 'web', 'api', port).notes).toBeUndefined();
  });
});

describe('the internet', () => {
  const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec:
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] } }]
`;
  const fromController = policy(
    'api',
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8080 }] }] }',
  );

  test('comes in by a route where policies let the controller in', () => {
    const { verdict, ways, notes } = answerOf([API, SERVICE, ingress, fromController], 'internet', 'api', '8080');
    expect({ verdict, notes }).toEqual({ verdict: 'allow' });
    expect(ways).toMatchObject([
      {
        verdict: 'allow',
        way: { id: 'shop/Ingress/shop', kind: 'Ingress', hosts: ['shop.example.com'], service: 'shop/Service/api:80' },
      },
    ]);
  });

  test('is told of a route that policies close', () => {
    const { verdict, ways, notes } = answerOf([API, SERVICE, ingress, CLOSED], 'internet', 'api', '8080');
    expect({ verdict, notes }).toEqual({
      verdict: 'deny',
      notes: ['shop/Ingress/shop leads there, and the policies close it'],
    });
    expect(ways).toMatchObject([{ verdict: 'deny' }]);
  });

  test('is told that nothing leads there, where policies let addresses in', () => {
    expect(answerOf([API, open(8080)], 'internet', 'api', '8080')).toMatchObject({
      verdict: 'allow',
      notes: [
        'the policies let addresses in, but no Ingress, route, load balancer, node port, external IP or host port of the input leads there',
      ],
    });
    expect(answerOf([API, SERVICE, ingress, open(9090)], 'internet', 'api', '9090').notes).toEqual([
      'shop/Deployment/api declares 8080/TCP, and not 9090/TCP; what is not declared may be listened on, too',
      'the policies let addresses in, but no Ingress, route, load balancer, node port, external IP or host port of the input leads there; there is shop/Ingress/shop (to 8080/TCP)',
    ]);
  });

  test('needs no word where nothing leads there and policies are closed', () => {
    const { verdict, notes, ways } = answerOf([API, CLOSED], 'internet', 'api', '8080');
    expect({ verdict, notes, ways }).toEqual({ verdict: 'deny' });
  });
});

describe('what is undefined ends with what would decide it', () => {
  const blocks = (cidr: string): string =>
    policy(
      'api',
      `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ ipBlock: { cidr: ${cidr} } }] }] }`,
    );

  test('the networks of pods', () => {
    const yaml = [WEB, API, blocks('10.0.0.0/8')];
    expect(answerOf(yaml, 'web', 'api', '8080')).toMatchObject({
      reason: { code: 'pod-address' },
      decides: ['say where pods have their addresses from: --pod-cidr of the command, podCidrs of the cluster profile'],
    });
    expect(answerOf(yaml, 'web', 'api', '8080', { podCidrs: ['10.244.0.0/16'] }).decides).toBeUndefined();
  });

  test('the Services that hide clients', () => {
    const balancer = (policyOf: string): string =>
      service(
        'api',
        `{ type: LoadBalancer, externalTrafficPolicy: ${policyOf}, selector: { app: api }, ports: [{ port: 80, targetPort: http }] }`,
      );
    expect(
      answerOf([API, balancer('Cluster'), blocks('203.0.113.0/24')], 'ip:203.0.113.7', 'api', '8080'),
    ).toMatchObject({
      reason: { code: 'node-address' },
      decides: ['externalTrafficPolicy: Local on shop/Service/api keeps the addresses of the clients'],
    });
    expect(
      answerOf([API, balancer('Local'), blocks('203.0.113.0/24')], 'ip:203.0.113.7', 'api', '8080').verdict,
    ).toEqual('allow');
  });

  test('fewer addresses', () => {
    expect(answerOf([API, blocks('203.0.113.0/24')], 'ip:203.0.0.0/16', 'api', '8080')).toMatchObject({
      reason: { code: 'some-addresses' },
      decides: ['a question about fewer addresses; let through are 203.0.113.0/24'],
    });
  });

  test('policies that are not judged', () => {
    const cilium =
      '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: any, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ fromFuture: [] }] }\n';
    expect(answerOf([WEB, API, cilium], 'web', 'api', '8080')).toMatchObject({
      reason: { code: 'unjudged-policy' },
      decides: ['what shop/CiliumNetworkPolicy/any says'],
    });
  });
});

describe('ends outside of the input', () => {
  const dns = policy(
    'web',
    '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }] }] }',
  );

  test('pods that rules name are asked about by their short or long name', () => {
    const analysis = analysed(WEB + dns);
    const long = 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns';
    for (const text of ['pods:kube-system/k8s-app=kube-dns', long]) {
      expect(answerIn(analysis, 'web', text, '53/UDP')).toMatchObject({ to: long, verdict: 'allow' });
      expect(answerIn(analysis, 'web', text, '53').verdict).toEqual('deny');
    }
  });

  test('other pods are refused with those that are named', () => {
    const analysis = analysed(WEB + dns);
    expect(() => parseAskedEnd(analysis.cluster, 'pods:ops/*')).toThrow(
      'pods: got "pods:ops/*"; allowed: pods outside of the input that its rules name: pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns',
    );
    expect(() => parseAskedEnd(analysed(WEB + CLOSED).cluster, 'pods:ops/*')).toThrow(
      'the rules of the input name none',
    );
  });

  test('a name is open where all addresses are, closed where none is, and undefined between', () => {
    const to = (rule: string): Answer =>
      answerOf(
        [WEB, policy('web', `{ policyTypes: [Egress], egress: [${rule}] }`)],
        'web',
        'name:api.example.com',
        '443',
      );
    expect(to('{}').verdict).toEqual('allow');
    expect(to('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }').verdict).toEqual('allow');
    expect(to('{ to: [{ podSelector: {} }] }').verdict).toEqual('deny');
    expect(to('{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 443 }] }')).toMatchObject({
      verdict: 'undefined',
      reason: { code: 'unknown-names' },
      decides: ['the addresses of the name: ask for ip:<address>'],
    });
  });

  test.each(['name:', 'name:localhost', 'name:a b.c', 'name:-a.example.com'])('%j is no name', (text) => {
    expect(() => parseAskedEnd(analysed(WEB).cluster, text)).toThrow(
      'allowed: name:<DNS name or pattern>, such as name:api.example.com',
    );
  });

  test('nobody connects under a name, and two ends outside are no question', () => {
    const analysis = analysed(WEB + dns);
    expect(() => answerIn(analysis, 'name:api.example.com', 'web', '80')).toThrow('allowed: a name to connect to');
    expect(() => answerIn(analysis, 'internet', 'pods:kube-system/k8s-app=kube-dns', '80')).toThrow(
      'allowed: at least one end that is a workload of the input',
    );
  });
});
