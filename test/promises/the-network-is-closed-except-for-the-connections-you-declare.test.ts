import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { readmeStack } from './readme-stack';
import { openBy } from './synth';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { build as seeds } from '../../examples/seeds/app';
import { Manifest, testApp } from '../manifests';
import { Oracle, PacketEnd, Stranger } from '../reachability/oracle';

/*
 * What the YAML of README's stack and of both examples opens, against what their code declares, written out by hand:
 * once as the engine lists it, which must be this and nothing else, and once packet by packet, as the naive evaluator of
 * the engine's tests decides it, between every two ends.
 */

/** `client -> server:port`; `dns`, `everybody` and the names of `PODS_OUTSIDE` are ends outside of the app. */
type Declared = string;

const PODS_OUTSIDE: { readonly [name: string]: Stranger } = {
  dns: podsIn('kube-system', { 'k8s-app': 'kube-dns' }),
  controller: podsIn('ingress-nginx', { 'app.kubernetes.io/name': 'ingress-nginx' }),
  monitoring: podsIn('monitoring', { app: 'prometheus' }),
  'namespace frontend': podsIn('frontend', { app: 'frontend' }),
  'namespace web': podsIn('web', { app: 'other' }),
  stranger: podsIn('other', { app: 'other', 'app.kubernetes.io/name': 'web' }),
};

const NAMES_OUTSIDE: { readonly [name: string]: string } = {
  dns: 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns',
  controller: 'pods:kubernetes.io/metadata.name=ingress-nginx/app.kubernetes.io/name=ingress-nginx',
  monitoring: 'pods:kubernetes.io/metadata.name=monitoring/*',
  'namespace frontend': 'pods:kubernetes.io/metadata.name=frontend/*',
  'namespace web': 'pods:kubernetes.io/metadata.name=web/*',
  // Their packets come from the controller.
  'people by a route': 'internet',
};

const STACKS: [name: string, app: () => App, declared: Declared[]][] = [
  [
    "README's stack",
    readmeStack,
    [
      'shop/Deployment/web -> shop/Deployment/api:9898',
      'shop/Deployment/api -> shop/StatefulSet/postgres:5432',
      'everybody -> shop/Deployment/web:80',
    ],
  ],
  [
    'the example seeds',
    () => built(seeds),
    [
      'policies/Deployment/api -> policies/StatefulSet/database:5432',
      'policies/Deployment/web -> policies/Deployment/api:8080',
      'namespace frontend -> policies/Deployment/api:8080',
      'controller -> policies/Deployment/web:8080',
      'people by a route -> policies/Deployment/web:8080',
      'service-types/Deployment/api-service -> service-types/StatefulSet/db:5432',
      'everybody -> service-types/Deployment/public-web:8080',
      'everybody -> service-types/Deployment/web-service:8080',
      'web-stack/Deployment/webapp-service -> web-stack/StatefulSet/postgres-service:5432',
      'everybody -> web-stack/Deployment/webapp-service:80',
      'web/Deployment/frontend -> api/Deployment/backend:8080',
      'namespace web -> web/Deployment/frontend:3000',
      'monitoring -> advanced/Deployment/multi-port-service:9090',
      'everybody -> services/Deployment/web-loadbalancer:80',
      'everybody -> services/Deployment/web-service:80',
    ],
  ],
  [
    'the example online-boutique',
    () => built(onlineBoutique),
    [
      'loadgenerator -> frontend:8080',
      'frontend -> productcatalogservice:3550',
      'frontend -> currencyservice:7000',
      'frontend -> cartservice:7070',
      'frontend -> recommendationservice:8080',
      'frontend -> shippingservice:50051',
      'frontend -> checkoutservice:5050',
      'frontend -> adservice:9555',
      'checkoutservice -> productcatalogservice:3550',
      'checkoutservice -> shippingservice:50051',
      'checkoutservice -> paymentservice:50051',
      'checkoutservice -> emailservice:8080',
      'checkoutservice -> currencyservice:7000',
      'checkoutservice -> cartservice:7070',
      'recommendationservice -> productcatalogservice:3550',
      'cartservice -> redis-cart:6379',
      'everybody -> frontend:8080',
    ].map((line) => line.replace(/(?<!\S)(?!->|everybody)(?=\w)/g, 'online-boutique/Deployment/')),
  ],
];

function podsIn(namespace: string, labels: Record<string, string>): Stranger {
  return { namespace, namespaceLabels: { 'kubernetes.io/metadata.name': namespace }, labels };
}

function built(build: (app: App) => void): App {
  const app = testApp();
  build(app);
  return app;
}

const isWorkload = ({ spec }: Manifest): boolean => spec?.template !== undefined;
const idOf = ({ kind, metadata }: Manifest): string => `${metadata.namespace}/${kind}/${metadata.name}`;

describe.each(STACKS)('%s', (_, app, declared) => {
  const manifests = parseAllDocuments(app().synthYaml()).map((document) => document.toJS() as Manifest);
  const workloads = manifests.filter(isWorkload).map(idOf);

  test('has open what it declares, DNS, and nothing else', () => {
    const calls = declared.flatMap((line) => {
      const [, client, server, port] = /^(.*) -> (.*):(\d+)$/.exec(line)!;
      const clients =
        client === 'everybody'
          ? ['internet', 'ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*']
          : [NAMES_OUTSIDE[client] ?? client];
      return clients.map((end) => `${end} -> ${server} on ${port}/TCP`);
    });
    const lookups = workloads.map((id) => `${id} -> ${NAMES_OUTSIDE.dns} on 53/TCP 53/UDP`);
    expect(openBy(manifests).sort()).toEqual([...calls, ...lookups].sort());
  });

  test('between every two ends, packet by packet', () => {
    const matters = ({ kind }: Manifest): boolean => ['NetworkPolicy', 'Namespace'].includes(kind as string);
    const oracle = new Oracle(manifests.filter((object) => isWorkload(object) || matters(object)));
    const inside = workloads.map((id): [string, PacketEnd] => [id, { pod: id }]);
    const outside: [string, PacketEnd][] = [
      ...Object.entries(PODS_OUTSIDE).map(([name, stranger]): [string, PacketEnd] => [name, { stranger }]),
      ['internet', { ip: '203.0.113.7' }],
      ['internet by IPv6', { ip: '2001:db8::7' }],
      ['private network', { ip: '10.1.2.3' }],
    ];
    // The ports that somebody declares on that end, DNS, and one that nobody ever declares.
    const portsOf = (to: string): number[] => {
      const own = declared.filter((line) => line.includes(` -> ${to}:`)).map((line) => Number(/\d+$/.exec(line)![0]));
      return [...new Set([...own, 53, 22])];
    };
    const wanted = (from: string, to: string, port: number): boolean =>
      (to === 'dns' && port === 53) ||
      declared.includes(`${from} -> ${to}:${port}`) ||
      (declared.includes(`everybody -> ${to}:${port}`) && !workloads.includes(from));
    const pairs = [
      ...inside.flatMap((from) => [...inside, ...outside].map((to) => [from, to])),
      ...outside.flatMap((from) => inside.map((to) => [from, to])),
    ];
    const wrong = pairs.flatMap(([[source, from], [destination, to]]) =>
      portsOf(destination).flatMap((port) => {
        const protocol = port === 53 ? 'UDP' : 'TCP';
        const verdict = oracle.decide({ from, to, protocol, port });
        const isRight = verdict === (wanted(source, destination, port) ? 'allow' : 'deny');
        return isRight ? [] : [`${source} -> ${destination} on ${port}/${protocol}: ${verdict}`];
      }),
    );
    expect(wrong).toEqual([]);
    expect(pairs.length).toBe(workloads.length * (workloads.length + 2 * outside.length));
  });
});
