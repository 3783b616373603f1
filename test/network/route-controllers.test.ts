import { ApiObject, Chart } from 'cdk8s';
import { chartOf, podsOf, policy } from './policies';
import {
  ClusterProfileProps,
  Exposure,
  GatewayOptions,
  IngressController,
  Peer,
  Platform,
  PublicWebApp,
} from '../../src';
import { CONTROLLERS, controllerOf, KnownController, knownClasses } from '../../src/network/controllers';
import { Manifest, testApp } from '../manifests';

const HOST = 'shop.example.com';
const NAME = 'app.kubernetes.io/name';
const NGINX = [podsOf({ [NAME]: 'ingress-nginx' }, 'ingress-nginx')];
const TRAEFIK = [podsOf({ [NAME]: 'traefik' }, 'traefik')];
const OF_GATEWAY = [podsOf({ 'gateway.networking.k8s.io/gateway-name': 'public' }, 'gateways')];

function add(chart: Chart, exposure: Exposure, id = 'web'): PublicWebApp {
  return new PublicWebApp(chart, id, { image: 'ghcr.io/acme/web:1.0.0', port: 80, exposure });
}

interface Around {
  readonly profile?: ClusterProfileProps;
  readonly objects?: readonly Manifest[];
}

function peersOf(exposure: Exposure, { profile, objects = [] }: Around = {}): Manifest {
  const chart = chartOf(testApp(), 'shop', profile);
  objects.forEach(
    (object, i) => new ApiObject(chart, `object-${i}`, object as unknown as ConstructorParameters<typeof ApiObject>[2]),
  );
  add(chart, exposure);
  return policy(chart, 'web').ingress[0].from;
}

const ingress = (className?: string, annotations?: { [key: string]: string }): Exposure =>
  Exposure.ingress({ host: HOST, className, annotations });
const gateway = (options: Partial<GatewayOptions> = {}): Exposure =>
  Exposure.gateway({ gateway: 'public', namespace: 'gateways', ...options });

const ingressClass = (name: string, controller: string, annotations = {}): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name, annotations },
  spec: { controller },
});
const GROUP = 'gateway.networking.k8s.io';
const gatewayClass = (name: string, controllerName: string): Manifest => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'GatewayClass',
  metadata: { name },
  spec: { controllerName },
});
const gatewayObject = (gatewayClassName: string): Manifest => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'gateways' },
  spec: { gatewayClassName, listeners: [] },
});

describe('an Ingress is opened to', () => {
  const DEFAULT = { 'ingressclass.kubernetes.io/is-default-class': 'true' };

  test.each<[string, Exposure, Around, Manifest[]]>([
    ['the controller of its class', ingress('traefik'), {}, TRAEFIK],
    [
      'that of the class in its annotation',
      ingress(undefined, { 'kubernetes.io/ingress.class': 'traefik' }),
      {},
      TRAEFIK,
    ],
    [
      'whom the profile names, whatever the class',
      ingress('traefik'),
      { profile: { ingressController: IngressController.ingressNginx() } },
      NGINX,
    ],
    [
      'whom the profile names, where the class is not known',
      ingress('in-house'),
      { profile: { ingressController: IngressController.traefik() } },
      TRAEFIK,
    ],
    [
      'the controller of its class, not that of the platform',
      ingress('nginx'),
      { profile: { platform: Platform.EKS } },
      NGINX,
    ],
    [
      'the controller that the IngressClass of the app names',
      ingress('in-house'),
      { objects: [ingressClass('in-house', 'traefik.io/ingress-controller')] },
      TRAEFIK,
    ],
    [
      'that one before the name of the class',
      ingress('nginx'),
      { objects: [ingressClass('nginx', 'nginx.org/ingress-controller')] },
      [podsOf({ [NAME]: 'nginx-ingress' }, 'nginx-ingress')],
    ],
    [
      'the controller of the default class of the app',
      ingress(),
      {
        objects: [
          ingressClass('nginx', 'k8s.io/ingress-nginx'),
          ingressClass('a', 'traefik.io/ingress-controller', DEFAULT),
        ],
      },
      TRAEFIK,
    ],
    [
      'the controller of the platform, where it has no class',
      ingress(),
      { profile: { platform: Platform.K3S } },
      [podsOf({ [NAME]: 'traefik' }, 'kube-system')],
    ],
    ['ingress-nginx where nothing is known', ingress(), {}, NGINX],
  ])('%s', (_, exposure, around, peers) => {
    expect(peersOf(exposure, around)).toEqual(peers);
  });

  test('nobody where its class is not known', () => {
    expect(() => peersOf(ingress('in-house'))).toThrow(
      /^shop\/web: className: got "in-house"; allowed: a class of which the controller is known: alb, .*; for others the cluster profile names it\. Fix: new ClusterProfile\(\{ ingressController: IngressController\.ingressNginx\(\) \}\)\.applyTo\(app\), another of its factories, or Peer\.pods\(\{ namespace, labels \}\)$/,
    );
    expect(() => peersOf(ingress('in-house'), { profile: { platform: Platform.EKS } })).toThrow('got "in-house"');
  });

  test('nobody where the controller of its class is not known', () => {
    const objects = [ingressClass('nginx', 'example.com/controller')];
    expect(() => peersOf(ingress('nginx'), { objects })).toThrow(
      'shop/web: IngressClass "nginx": got the controller "example.com/controller"; allowed: a controller that is known, or one that the cluster profile names. Fix: ',
    );
  });
});

describe('a route is opened to', () => {
  test.each<[string, Exposure, Around, Manifest[]]>([
    ['the pods of its Gateway, by the class', gateway({ gatewayClass: 'istio' }), {}, OF_GATEWAY],
    ['the controller of its class', gateway({ gatewayClass: 'traefik' }), {}, TRAEFIK],
    [
      'whom the profile names, whatever the class',
      gateway({ gatewayClass: 'istio' }),
      { profile: { gateway: IngressController.traefik() } },
      TRAEFIK,
    ],
    [
      'the controller of the class of the Gateway in the app',
      gateway(),
      { objects: [gatewayObject('traefik')] },
      TRAEFIK,
    ],
    [
      'the controller that the GatewayClass of the app names',
      gateway(),
      { objects: [gatewayObject('edge'), gatewayClass('edge', 'traefik.io/gateway-controller')] },
      TRAEFIK,
    ],
    [
      'that one before the name of the class',
      gateway({ gatewayClass: 'istio' }),
      { objects: [gatewayClass('istio', 'traefik.io/gateway-controller')] },
      TRAEFIK,
    ],
    [
      'both kinds of Envoy that Contour may have for it',
      gateway({ gatewayClass: 'contour' }),
      {},
      [
        ...OF_GATEWAY,
        podsOf({ app: 'envoy' }, 'projectcontour'),
        podsOf({ [NAME]: 'contour', 'app.kubernetes.io/component': 'envoy' }, 'projectcontour'),
      ],
    ],
  ])('%s', (_, exposure, around, peers) => {
    expect(peersOf(exposure, around)).toEqual(peers);
  });

  test.each<[string, Exposure]>([
    ['HTTPRoute', gateway()],
    ['GRPCRoute', Exposure.grpcRoute({ gateway: 'public' })],
    ['TLSRoute', Exposure.tlsRoute({ gateway: 'public', hostnames: [HOST] })],
  ])('nobody where nothing says the class: %s', (_, exposure) => {
    for (const platform of [undefined, Platform.GKE, Platform.K3S]) {
      expect(() => peersOf(exposure, { profile: { platform } })).toThrow(
        'shop/web: gatewayClass: got nothing; allowed: the class of the Gateway "public", from which it follows whose pods are let in. ' +
          "Fix: write its `gatewayClassName`, such as gatewayClass: 'istio', or name whom to let in: " +
          'new ClusterProfile({ gateway: IngressController.podsOfGateway() }).applyTo(app)',
      );
    }
  });

  test('nobody where its class is not known', () => {
    expect(() => peersOf(gateway({ gatewayClass: 'in-house' }))).toThrow(
      /^shop\/web: gatewayClass: got "in-house"; allowed: a class of which the controller is known: .*istio.*\. Fix: new ClusterProfile\(\{ gateway: /,
    );
  });

  test('nobody where the Gateway of the app has another class', () => {
    const objects = [gatewayObject('traefik')];
    expect(() => peersOf(gateway({ gatewayClass: 'istio' }), { objects })).toThrow(
      'shop/web: gatewayClass: got "istio"; allowed: "traefik", which is that of the Gateway "public". Fix: leave it out',
    );
  });

  test('nobody where its subnets are not known, with the fix for Gateways', () => {
    expect(() => peersOf(gateway({ gatewayClass: 'gke-l7-rilb' }))).toThrow(
      "shop/web: subnets: got nothing; allowed: the proxy-only subnets of the region: the traffic comes from addresses in them. Fix: new ClusterProfile({ gateway: IngressController.gke({ subnets: ['10.0.101.0/24'] }) }).applyTo(app)",
    );
  });
});

describe('an Ingress of which nothing says the class', () => {
  const spy = (): jest.SpyInstance => jest.spyOn(console, 'warn').mockImplementation();
  const said = (warn: jest.SpyInstance): string[] =>
    warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('className'));

  test('is warned about once for an app, with whom it was opened to and how to say otherwise', () => {
    const warn = spy();
    const app = testApp();
    add(chartOf(app, 'shop'), ingress(), 'web');
    const other = chartOf(app, 'other');
    add(other, ingress(), 'web');
    add(other, ingress(), 'admin');
    expect(said(warn)).toEqual([
      '[warning] App: an Ingress has no `className`, and no profile says which controller answers it: it is opened to the pods of ' +
        "ingress-nginx in namespace ingress-nginx. Name the class, such as className: 'nginx', or the controller: " +
        'new ClusterProfile({ ingressController: IngressController.traefik() }).applyTo(app).',
    ]);
    warn.mockRestore();
  });

  test.each<[string, string | undefined, ClusterProfileProps | undefined]>([
    ['the class is named', 'nginx', undefined],
    ['the profile names the controller', undefined, { ingressController: Peer.namespace('edge') }],
    ['the platform is known', undefined, { platform: Platform.KIND }],
  ])('and of nothing where %s', (_, className, profile) => {
    const warn = spy();
    add(chartOf(testApp(), 'shop', profile), ingress(className));
    expect(said(warn)).toEqual([]);
    warn.mockRestore();
  });
});

describe('the table of controllers', () => {
  const known: readonly KnownController[] = Object.values(CONTROLLERS);

  test.each(['ingress', 'gateway'] as const)('has each class and each controller once: %s', (kind) => {
    const names = known.flatMap((each) => each[kind]?.names ?? []);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(knownClasses(kind)).toEqual([...names].sort());
    for (const each of known) {
      for (const controller of each[kind]?.controllers ?? []) {
        expect(controllerOf({ kind, controller })).toBe(each);
        expect(controllerOf({ kind, controller: `${controller}/x` })).toBe(each);
      }
    }
  });

  test('knows controllers by the beginning of their names, up to a slash', () => {
    const of = (controller: string): string | undefined => controllerOf({ kind: 'ingress', controller })?.name;
    expect(of('haproxy.org/ingress-controller/prod')).toBe('HAProxy Kubernetes Ingress Controller');
    expect(of('projectcontour.io/edge/shop-contour')).toBe("Contour's Envoy");
    expect(of('webapprouting.kubernetes.azure.com/nginx/internal')).toBe('the nginx of application routing');
    expect(of('k8s.io/ingress-nginx-internal')).toBeUndefined();
  });

  test('names no factory that is not there, and leaves out what tells releases apart', () => {
    for (const { factory, path } of known) {
      expect(IngressController).toHaveProperty(factory.replace(/^IngressController\.(\w+)\(.*$/, '$1'));
      expect(JSON.stringify(path)).not.toContain('app.kubernetes.io/instance');
    }
  });
});
