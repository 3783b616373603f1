import { analysed, deployment, policy, service } from './analysed';
import { texts } from './texts';
import { diffFlows, Risk } from '../../src/reachability/diff';
import { diffTable } from '../../src/render/diff-table';
import { opensInternet } from '../../src/render/risk';

const WEB =
  deployment('web') +
  policy(
    'web',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }, { ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
  );
const OPEN = deployment('web');
const PORTS = 'selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]';
const SERVICE = service('web', `{ ${PORTS} }`);
const BALANCER = service('web', `{ type: LoadBalancer, ${PORTS} }`);

function ingress(hosts: readonly string[], name = 'web'): string {
  const http = '{ paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }';
  const rules = hosts.map((host) => `{ ${host === '' ? '' : `host: '${host}', `}http: ${http} }`);
  return (
    `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}, namespace: shop }\n` +
    `spec: { rules: [${rules.join(', ')}] }\n`
  );
}

function changes(before: string, after: string): string[] {
  const found = diffFlows(analysed(before).flows(), analysed(after).flows());
  const [, ...rows] = [...diffTable(found)].join('').split('\n');
  const lines = rows.filter((row) => row.includes('internet via')).map((row) => row.trim().replace(/ {2,}/g, ' | '));
  return lines.map((line, i) => `${line}${opensInternet(found[i]) ? ' !' : ''}`);
}

describe('of ways in, the difference', () => {
  test.each([
    [
      'is a new route',
      SERVICE,
      SERVICE + ingress(['a.example.com']),
      ['added | internet | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP | allow !'],
    ],
    [
      'is a second route beside another one',
      SERVICE + ingress(['a.example.com']),
      SERVICE + ingress(['a.example.com']) + ingress(['b.example.com'], 'other'),
      ['added | internet | internet via shop/Ingress/other (b.example.com) | shop/Deployment/web | 8080/TCP | allow !'],
    ],
    [
      'is a Service that becomes a load balancer',
      SERVICE,
      BALANCER,
      ['added | internet | internet via shop/Service/web (LoadBalancer) | shop/Deployment/web | 8080/TCP | allow !'],
    ],
    [
      'is a route that is gone, which is closed',
      SERVICE + ingress(['a.example.com']),
      SERVICE,
      ['removed | closed | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP | allow'],
    ],
    [
      'is another host of a route',
      SERVICE + ingress(['a.example.com']),
      SERVICE + ingress(['b.example.com']),
      [
        'changed | internet | internet via shop/Ingress/web (b.example.com) | shop/Deployment/web | 8080/TCP: a.example.com -> b.example.com | allow !',
      ],
    ],
    [
      'is a new host of a route',
      SERVICE + ingress(['a.example.com']),
      SERVICE + ingress(['a.example.com', 'b.example.com']),
      [
        'changed | internet | internet via shop/Ingress/web (a.example.com, b.example.com) | shop/Deployment/web | 8080/TCP: a.example.com -> a.example.com, b.example.com | allow !',
      ],
    ],
    [
      'is any host instead of one',
      SERVICE + ingress(['a.example.com']),
      SERVICE + ingress(['']),
      [
        'changed | internet | internet via shop/Ingress/web | shop/Deployment/web | 8080/TCP: a.example.com -> any host | allow !',
      ],
    ],
    [
      'is one host less, which opens nothing',
      SERVICE + ingress(['a.example.com', 'b.example.com']),
      SERVICE + ingress(['a.example.com']),
      [
        'changed | closed | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP: a.example.com, b.example.com -> a.example.com | allow',
      ],
    ],
    [
      'is a host that a wildcard was for, which opens nothing',
      SERVICE + ingress(['*.example.com']),
      SERVICE + ingress(['a.example.com']),
      [
        'changed | closed | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP: *.example.com -> a.example.com | allow',
      ],
    ],
    [
      'is another port of the pods',
      SERVICE + ingress(['a.example.com']),
      service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 9090 }] }') +
        ingress(['a.example.com']),
      [
        'changed | internet | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP -> 9090/TCP | allow !',
      ],
    ],
    [
      'is a second port behind one way',
      SERVICE + BALANCER.replace('name: web', 'name: lb'),
      SERVICE +
        service(
          'lb',
          '{ type: LoadBalancer, selector: { app: web }, ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: 8081 }] }',
        ),
      [
        'changed | internet | internet via shop/Service/lb (LoadBalancer) | shop/Deployment/web | 8080/TCP -> 8080-8081/TCP | allow !',
      ],
    ],
    [
      'is a load balancer for an office alone, which is not the whole internet',
      SERVICE,
      service('web', `{ type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], ${PORTS} }`),
      [
        'added | outside | internet via shop/Service/web (LoadBalancer) from 203.0.113.0/24 | shop/Deployment/web | 8080/TCP | allow',
      ],
    ],
    [
      'is a load balancer for everybody instead of an office',
      service('web', `{ type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], ${PORTS} }`),
      BALANCER,
      [
        'changed | internet | internet via shop/Service/web (LoadBalancer) | shop/Deployment/web | 8080/TCP: 203.0.113.0/24 -> any address | allow !',
      ],
    ],
    [
      'is nothing where a route leads through another Service',
      SERVICE + ingress(['a.example.com']),
      service('web', `{ selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }`) +
        ingress(['a.example.com']),
      [],
    ],
  ])('%s', (_, before, after, lines) => {
    expect(changes(WEB + before, WEB + after)).toEqual(lines);
  });

  test('is a route that a policy closes', () => {
    const routed = SERVICE + ingress(['a.example.com']);
    const closed = OPEN + policy('web', '{ podSelector: {}, ingress: [] }') + routed;
    expect(changes(WEB + routed, closed)).toContain(
      'removed | closed | internet via shop/Ingress/web (a.example.com) | shop/Deployment/web | 8080/TCP | allow',
    );
  });

  test('is a verdict that changes on the same way', () => {
    const cilium =
      '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ fromFuture: [] }] }\n';
    const found = diffFlows(analysed(OPEN + BALANCER + cilium).flows(), analysed(OPEN + BALANCER).flows());
    expect(found.filter(({ from }) => from.kind === 'internet').map(texts)).toEqual([
      {
        kind: 'changed',
        from: 'internet',
        to: 'shop/Deployment/web',
        verdict: 'allow',
        verdictBefore: 'undefined',
        before: [{ protocol: 'TCP', port: 8080, endPort: 8080 }],
        after: [{ protocol: 'TCP', port: 8080, endPort: 8080 }],
        because: [{ direction: 'ingress' }],
        ways: [{ id: 'shop/Service/web', kind: 'LoadBalancer', service: 'shop/Service/web:80' }],
        risk: Risk.INTERNET,
      },
    ]);
  });
});
