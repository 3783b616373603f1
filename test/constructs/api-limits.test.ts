import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  ExternalTrafficPolicy,
  HeadlessDatabase,
  Health,
  InternalService,
  InternalServiceProps,
  Peer,
  PublicWebApp,
  PublicWebAppProps,
  SecurityProfile,
} from '../../src';
import { mainContainer, Manifest, only, podSpec, shopChart, testApp } from '../manifests';

/* The last value that the API server takes; test/bad-input.test.ts has the first one that it refuses. */

const image = 'ghcr.io/acme/api:1.4.2';
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function rendered(props: Partial<InternalServiceProps>, kind = 'Deployment'): Manifest {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 80, ...props });
  return only(chart, kind);
}

function exposed(exposure: Exposure, props: Partial<PublicWebAppProps> = {}) {
  const chart = shopChart();
  new PublicWebApp(chart, 'web', { image, ...(props.ports === undefined ? { port: 80 } : {}), ...props, exposure });
  return chart;
}

test('numbers go up to what their fields hold', () => {
  const most = 2147483647;
  expect(rendered({ replicas: most }).spec.replicas).toEqual(most);
  expect(rendered({ autoscaling: { max: most } }, 'HorizontalPodAutoscaler').spec.maxReplicas).toEqual(most);
  const { terminationGracePeriodSeconds } = rendered({ terminationGracePeriod: Duration.seconds(9223372036) }).spec
    .template.spec;
  expect(terminationGracePeriodSeconds).toEqual(9223372036);
  const chart = shopChart();
  new InternalService(chart, 'api', {
    image,
    port: 80,
    health: Health.tcp({
      readiness: { period: Duration.seconds(most), failureThreshold: most, successThreshold: most },
    }),
    security: SecurityProfile.restricted({ user: most, group: most }),
  });
  expect(mainContainer(chart).readinessProbe).toMatchObject({
    periodSeconds: most,
    failureThreshold: most,
    successThreshold: most,
  });
  expect(mainContainer(chart).securityContext).toMatchObject({ runAsUser: most, runAsGroup: most });
});

test('-0 is written as 0, and left out where the API server stores no 0', () => {
  expect(Object.is(rendered({ replicas: -0 }).spec.replicas, 0)).toEqual(true);
  const chart = shopChart();
  new InternalService(chart, 'api', {
    image,
    port: 80,
    health: Health.tcp({ readiness: { initialDelay: Duration.seconds(-0) } }),
    security: SecurityProfile.baseline({ user: -0, group: -0 }),
  });
  const { readinessProbe, securityContext } = mainContainer(chart);
  expect(readinessProbe.initialDelaySeconds).toBeUndefined();
  expect(Object.is(securityContext.runAsUser, 0)).toEqual(true);
  expect(Object.is(securityContext.runAsGroup, 0)).toEqual(true);
});

test('a volume may have 8 EiB', () => {
  const chart = shopChart();
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.custom({ image, port: 7000, dataPath: '/data' }),
    storage: Size.tebibytes(8 * 1024 * 1024),
  });
  const [claim] = only(chart, 'StatefulSet').spec.volumeClaimTemplates;
  expect(claim.spec.resources.requests.storage).toEqual('8192Pi');
});

test.each([
  [kplus.PercentOrAbsolute.percent(100), kplus.PercentOrAbsolute.percent(150), '100%', '150%'],
  [kplus.PercentOrAbsolute.absolute(0), kplus.PercentOrAbsolute.percent(1), 0, '1%'],
])(
  'all pods may be missing, and more than twice as many be there, in an update',
  (gone, more, shownGone, shownMore) => {
    const strategy = kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: gone, maxSurge: more });
    expect(rendered({ strategy }).spec.strategy.rollingUpdate).toEqual({
      maxUnavailable: shownGone,
      maxSurge: shownMore,
    });
  },
);

test('annotations may have 256 KiB together', () => {
  const annotations = { a: 'x'.repeat(131071), b: 'ä'.repeat(65535) };
  expect(rendered({ annotations }).metadata.annotations).toEqual(annotations);
});

test('a deletion cost is a whole number of 32 bits', () => {
  const key = 'controller.kubernetes.io/pod-deletion-cost';
  for (const cost of ['-2147483648', '0', '2147483647']) {
    expect(rendered({ podAnnotations: { [key]: cost } }).spec.template.metadata.annotations).toEqual({ [key]: cost });
  }
  for (const cost of ['-2147483649', '2147483648', '01', '1.5', '']) {
    expect(() => rendered({ podAnnotations: { [key]: cost } })).toThrow('a whole number of 32 bits');
  }
});

test.each(['runtime/default', 'docker/default', 'unconfined', 'localhost/a/b.json'])(
  '%s is a seccomp profile',
  (profile) => {
    const podAnnotations = { 'container.seccomp.security.alpha.kubernetes.io/api': profile };
    expect(rendered({ podAnnotations }).spec.template.metadata.annotations).toEqual(podAnnotations);
  },
);

test.each(['', 'default', 'localhost//a', 'localhost/../a'])('%j is no seccomp profile', (profile) => {
  const podAnnotations = { 'seccomp.security.alpha.kubernetes.io/pod': profile };
  expect(() => rendered({ podAnnotations })).toThrow(`got "${profile}"; allowed: "runtime/default", "unconfined" or`);
});

test('an AppArmor annotation names a container of the pod, whichever it is', () => {
  const profile = { 'container.apparmor.security.beta.kubernetes.io/side': 'localhost/strict' };
  const { template } = rendered({ podAnnotations: profile, sidecars: [{ name: 'side', image }] }).spec;
  expect(template.metadata.annotations).toEqual(profile);
  expect(() => rendered({ podAnnotations: profile })).toThrow(
    'shop/api: pod annotation: got "container.apparmor.security.beta.kubernetes.io/side"; ' +
      'allowed: the name of a container of the pod behind "/": "api".',
  );
});

describe('a route', () => {
  test('takes 16 host names and a path of 1024 characters', () => {
    const hostnames = Array.from({ length: 16 }, (_, i) => `a${i}.example.com`);
    const path = `/${'a'.repeat(1023)}`;
    const { spec } = only(
      exposed(Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', hostnames, path })),
      'HTTPRoute',
    );
    expect(spec.hostnames).toEqual(hostnames);
    expect(spec.rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: path } }]);
  });

  test('takes a Gateway with a name of 63 characters, and a longer one where the profile names its pods', () => {
    const pods = (gateway: string, profile?: ClusterProfile): Manifest => {
      const chart = shopChart();
      profile?.applyTo(chart);
      new PublicWebApp(chart, 'web', {
        image,
        port: 80,
        exposure: Exposure.gateway({ gateway, gatewayClass: 'istio' }),
      });
      return only(chart, 'NetworkPolicy').spec.ingress[0].from[0].podSelector.matchLabels;
    };
    expect(pods('g'.repeat(63))).toEqual({ 'gateway.networking.k8s.io/gateway-name': 'g'.repeat(63) });
    const profile = new ClusterProfile({ gateway: Peer.pods({ labels: { app: 'envoy' } }) });
    expect(pods('g'.repeat(64), profile)).toEqual({ app: 'envoy' });
  });

  const PORTS = [
    { name: 'dns', port: 53, protocol: kplus.Protocol.UDP },
    { name: 'http', port: 80, targetPort: 8080 },
  ];

  test.each([
    ['HTTPRoute', Exposure.gateway({ gateway: 'main', gatewayClass: 'istio' })],
    ['Ingress', Exposure.ingress({ host: 'shop.example.com' })],
  ])('sends to the first TCP port: %s', (kind, exposure) => {
    const chart = exposed(exposure, { ports: PORTS });
    const [rule] = only(chart, kind).spec.rules;
    const port = kind === 'Ingress' ? rule.http.paths[0].backend.service.port.number : rule.backendRefs[0].port;
    expect(port).toEqual(80);
    expect(only(chart, 'NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  });
});

describe('source ranges by annotation', () => {
  const exposure = (ranges: string, externalTrafficPolicy?: ExternalTrafficPolicy) =>
    Exposure.loadBalancer({ annotations: { [SOURCE_RANGES]: ranges }, externalTrafficPolicy });

  test('are written as they were given', () => {
    const { metadata } = only(exposed(exposure('10.0.0.0/8, 203.0.113.0/24')), 'Service');
    expect(metadata.annotations).toEqual({ [SOURCE_RANGES]: '10.0.0.0/8, 203.0.113.0/24' });
  });

  test('are all that the policy opens where the pods see the clients, as `sourceRanges` are', () => {
    const chart = exposed(exposure('10.0.0.0/8, 203.0.113.0/24', ExternalTrafficPolicy.LOCAL));
    expect(only(chart, 'NetworkPolicy').spec.ingress[0].from).toEqual([
      { ipBlock: { cidr: '10.0.0.0/8' } },
      { ipBlock: { cidr: '203.0.113.0/24' } },
    ]);
  });

  test('count among the annotations of the Service, too', () => {
    const chart = exposed(Exposure.loadBalancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }), {
      serviceAnnotations: { [SOURCE_RANGES]: '10.0.0.0/8' },
    });
    expect(only(chart, 'NetworkPolicy').spec.ingress[0].from).toEqual([{ ipBlock: { cidr: '10.0.0.0/8' } }]);
  });
});

test('an ingress class may be said in both ways, if they agree', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'nginx' };
  const exposure = Exposure.ingress({ host: 'shop.example.com', className: 'nginx', annotations });
  const { metadata, spec } = only(exposed(exposure), 'Ingress');
  expect([metadata.annotations, spec.ingressClassName]).toEqual([annotations, 'nginx']);
});

test('the name of a policy may begin with a digit, have dots and 253 characters', () => {
  for (const name of ['2024-deny', 'deny.all', 'd'.repeat(253)]) {
    const chart = shopChart();
    expect(new DefaultDenyPolicy(chart, 'deny', { name }).name).toEqual(name);
    expect(only(chart, 'NetworkPolicy').metadata.name).toEqual(name);
  }
});

test('the label of a long policy is its beginning and a hash', () => {
  const chart = shopChart();
  new DefaultDenyPolicy(chart, 'deny', { name: 'd'.repeat(64) });
  const label: string = only(chart, 'NetworkPolicy').metadata.labels['app.kubernetes.io/name'];
  expect(label).toMatch(/^d{54}-[0-9a-f]{8}$/);
});

test("a chart's id that is no label value is left out of the labels", () => {
  for (const id of ['my-shop-', '1'.repeat(64), 'my shop!']) {
    const other = new Chart(testApp(), id, { namespace: 'shop' });
    new InternalService(other, 'api', { image, port: 80 });
    expect(only(other, 'Service').metadata.labels).toEqual({
      'app.kubernetes.io/name': 'api',
      'app.kubernetes.io/instance': 'api',
      'app.kubernetes.io/component': 'service',
      'app.kubernetes.io/managed-by': 'cdk8s',
    });
    expect(podSpec(other).topologySpreadConstraints[0].labelSelector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'api' },
    });
  }
});
