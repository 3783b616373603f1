import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ClusterProfileProps,
  Exposure,
  ExternalTrafficPolicy,
  LoadBalancerAnnotations,
  LoadBalancerOptions,
  NetworkPolicyMode,
  NetworkReport,
  Platform,
  PublicWebApp,
  PublicWebAppProps,
} from '../../src';
import { Manifest, only, shopChart } from '../manifests';

/*
 * Whom a load balancer's pods see: the clients, nodes, or the load balancer itself, which also checks their health where it
 * sends to them.
 */

const AWS = 'service.beta.kubernetes.io/aws-load-balancer';
const LOCAL = ExternalTrafficPolicy.LOCAL;
const VPC: ClusterProfileProps = { vpcCidrs: ['10.0.0.0/16'] };
const RANGES = ['203.0.113.0/24'];
const PRESERVED = {
  [`${AWS}-target-group-attributes`]: 'deregistration_delay.timeout_seconds=5,preserve_client_ip.enabled=true',
};
const IP_TARGETS = { [`${AWS}-type`]: 'external', [`${AWS}-nlb-target-type`]: 'ip' };

function webIn(
  options: LoadBalancerOptions,
  profile?: ClusterProfileProps,
  props: Partial<PublicWebAppProps> = {},
): Chart {
  const chart = shopChart();
  if (profile !== undefined) new ClusterProfile(profile).applyTo(chart);
  const ports = props.ports === undefined ? { port: 443, targetPort: 8443 } : {};
  const exposure = Exposure.loadBalancer(options);
  new PublicWebApp(chart, 'web', { image: 'nginx:1.27.3', ...ports, exposure, ...props });
  return chart;
}

/** Who is let in, one line for each network and port. */
function opened(...args: Parameters<typeof webIn>): string[] {
  const rules: Manifest[] = only(webIn(...args), 'NetworkPolicy', 'web').spec.ingress;
  return rules
    .flatMap(({ from, ports }) =>
      (from ?? [{ ipBlock: { cidr: 'everybody' } }]).flatMap(({ ipBlock }: Manifest) =>
        ports.map(({ port, protocol }: Manifest) => `${ipBlock.cidr} on ${port}/${protocol}`),
      ),
    )
    .sort();
}

describe('a load balancer that sends to pods', () => {
  test('checks their health from its own addresses, beside the clients that the policy repeats', () => {
    const options = {
      annotations: { ...IP_TARGETS, ...PRESERVED },
      sourceRanges: RANGES,
      externalTrafficPolicy: LOCAL,
    };
    expect(opened(options, VPC)).toEqual(['10.0.0.0/16 on 8443/TCP', '203.0.113.0/24 on 8443/TCP']);
  });

  test('is what pods see of the clients of TCP, unless their addresses are preserved', () => {
    const options = { annotations: IP_TARGETS, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(opened(options, VPC)).toEqual(['10.0.0.0/16 on 8443/TCP']);
    const told = { ...IP_TARGETS, [`${AWS}-target-group-attributes`]: 'preserve_client_ip.enabled=false' };
    expect(opened({ ...options, annotations: told }, VPC)).toEqual(['10.0.0.0/16 on 8443/TCP']);
  });

  test('shows the clients of UDP, which cannot be checked but at a port of TCP', () => {
    const ports = [{ port: 53, targetPort: 5353, protocol: Protocol.UDP }];
    const options = { annotations: IP_TARGETS, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(opened(options, undefined, { ports })).toEqual(['203.0.113.0/24 on 5353/UDP']);
    const annotations = { ...IP_TARGETS, [`${AWS}-healthcheck-port`]: '8080' };
    expect(opened({ ...options, annotations }, VPC, { ports })).toEqual([
      '10.0.0.0/16 on 8080/TCP',
      '203.0.113.0/24 on 5353/UDP',
    ]);
  });

  test('checks another port of the pods where an annotation says its number', () => {
    const annotations = { ...IP_TARGETS, ...PRESERVED, [`${AWS}-healthcheck-port`]: '9090' };
    expect(opened({ annotations }, VPC)).toEqual(['10.0.0.0/16 on 9090/TCP', 'everybody on 8443/TCP']);
    expect(opened({ annotations, sourceRanges: RANGES, externalTrafficPolicy: LOCAL }, VPC)).toEqual([
      '10.0.0.0/16 on 9090/TCP',
      '203.0.113.0/24 on 8443/TCP',
    ]);
  });

  test.each(['8443', 'traffic-port'])('needs nothing more to check a port that is open to everybody: %s', (port) => {
    const annotations = { ...IP_TARGETS, [`${AWS}-healthcheck-port`]: port };
    expect(opened({ annotations })).toEqual(['everybody on 8443/TCP']);
  });

  test("is not told to check the Service's port, at which no pod listens", () => {
    const annotations = { ...IP_TARGETS, [`${AWS}-healthcheck-port`]: '443' };
    expect(() => webIn({ annotations }, VPC)).toThrow(
      'shop/web: annotation "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port": got 443, a port of the Service; ' +
        'allowed: a port of the pods, to which this load balancer sends. Fix: write "8443", or "traffic-port"',
    );
  });

  test.each<[string, LoadBalancerOptions, ClusterProfileProps]>([
    ['by its older type', { annotations: { [`${AWS}-type`]: 'nlb-ip' } }, {}],
    [
      'by the class of its controller',
      { loadBalancerClass: 'service.k8s.aws/nlb', annotations: { [`${AWS}-nlb-target-type`]: 'ip' } },
      {},
    ],
    ['in EKS Auto Mode, by the class', { loadBalancerClass: 'eks.amazonaws.com/nlb' }, {}],
    ['in EKS Auto Mode, by the platform', {}, { platform: Platform.EKS_AUTO_MODE }],
    [
      'in EKS, where the controller makes it without a class',
      { annotations: { [`${AWS}-nlb-target-type`]: 'ip' } },
      {},
    ],
  ])('is known %s', (_, options, profile) => {
    const restricted = { ...options, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(opened(restricted, { ...profile, ...VPC })).toEqual(['10.0.0.0/16 on 8443/TCP']);
  });

  test('has the networks of its own subnets, where they are named', () => {
    const options = { annotations: IP_TARGETS, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    const subnets = ['10.0.101.0/24', '10.0.102.0/24'];
    expect(opened({ ...options, subnets }, VPC)).toEqual(['10.0.101.0/24 on 8443/TCP', '10.0.102.0/24 on 8443/TCP']);
  });

  test('is refused where nothing says which networks it connects from', () => {
    const annotations = LoadBalancerAnnotations.awsNlb({ internal: true });
    expect(() => webIn({ annotations, sourceRanges: RANGES, externalTrafficPolicy: LOCAL })).toThrow(
      'shop/web: networks of the load balancer: got none, and it connects to 8443/TCP of the pods from its own addresses; allowed: ' +
        'those of the subnets that it is in; without them its health checks, or all of its traffic, would be closed out. Fix: ' +
        "name them with Exposure.loadBalancer({ subnets: ['10.0.101.0/24'] }), or those of the whole VPC with new " +
        "ClusterProfile({ vpcCidrs: ['10.0.0.0/16'] }).applyTo(app)",
    );
  });

  test('needs none in front of pods that no policy isolates', () => {
    const options = { annotations: IP_TARGETS, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(() => webIn(options, undefined, { networkPolicy: NetworkPolicyMode.NONE })).not.toThrow();
  });

  test('is open to everybody without source ranges, and where a node may stand in for clients', () => {
    expect(opened({ annotations: IP_TARGETS, externalTrafficPolicy: LOCAL })).toEqual(['everybody on 8443/TCP']);
    expect(opened({ annotations: IP_TARGETS, sourceRanges: RANGES })).toEqual(['everybody on 8443/TCP']);
  });
});

describe('a load balancer that sends to nodes', () => {
  test.each<[string, LoadBalancerOptions, ClusterProfileProps | undefined]>([
    ['of a cloud of which nothing is known', {}, VPC],
    ['of AWS, by the controller that is built in', { annotations: { [`${AWS}-type`]: 'nlb' } }, VPC],
    [
      'by that one, which sends to no pods',
      { annotations: { [`${AWS}-type`]: 'nlb', [`${AWS}-nlb-target-type`]: 'ip' } },
      VPC,
    ],
    ['of AWS, by instance', { annotations: LoadBalancerAnnotations.awsNlb({ ipTargets: false }) }, VPC],
    [
      'of EKS Auto Mode, by instance',
      { loadBalancerClass: 'eks.amazonaws.com/nlb', annotations: { [`${AWS}-nlb-target-type`]: 'instance' } },
      VPC,
    ],
    ['of Google', { annotations: { 'cloud.google.com/l4-rbs': 'enabled' } }, { platform: Platform.GKE }],
    ['of another class', { loadBalancerClass: 'example.com/lb' }, { platform: Platform.EKS, ...VPC }],
  ])('is checked by what kube-proxy answers, and opens the clients alone: %s', (_, options, profile) => {
    const restricted = { ...options, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(opened(restricted, profile)).toEqual(['203.0.113.0/24 on 8443/TCP']);
  });

  test.each<[string, LoadBalancerOptions, ClusterProfileProps]>([
    ['a Classic Load Balancer of AWS, which is a proxy, or a Network Load Balancer', {}, { platform: Platform.EKS }],
    ['of AWS, by an annotation', { annotations: { [`${AWS}-cross-zone-load-balancing-enabled`]: 'true' } }, {}],
    ['of both families', { annotations: { [`${AWS}-type`]: 'nlb', [`${AWS}-ip-address-type`]: 'dualstack' } }, {}],
    [
      "by Auto Mode's controller or the other one",
      { annotations: { [`${AWS}-type`]: 'external' } },
      { platform: Platform.EKS_AUTO_MODE },
    ],
    ['a proxy of DigitalOcean', { annotations: { 'service.beta.kubernetes.io/do-loadbalancer-protocol': 'tcp' } }, {}],
    ['a proxy of Hetzner', { annotations: { 'load-balancer.hetzner.cloud/location': 'fsn1' } }, {}],
  ])('may show the clients or itself, so both are let in: %s', (_, options, profile) => {
    const restricted = { ...options, sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
    expect(opened(restricted, { ...profile, ...VPC })).toEqual([
      '10.0.0.0/16 on 8443/TCP',
      '203.0.113.0/24 on 8443/TCP',
    ]);
  });

  test('shows itself where it is told not to preserve the addresses of clients', () => {
    const annotations = {
      [`${AWS}-type`]: 'external',
      [`${AWS}-target-group-attributes`]: 'preserve_client_ip.enabled=false',
    };
    expect(opened({ annotations, sourceRanges: RANGES, externalTrafficPolicy: LOCAL }, VPC)).toEqual([
      '10.0.0.0/16 on 8443/TCP',
    ]);
  });

  test('lets its own networks in beside the clients, where they are named', () => {
    const options = { sourceRanges: RANGES, externalTrafficPolicy: LOCAL, subnets: ['10.0.32.0/20'] };
    expect(opened(options)).toEqual(['10.0.32.0/20 on 8443/TCP', '203.0.113.0/24 on 8443/TCP']);
  });
});

test('annotations of the Service count like those of the exposure', () => {
  const options = { sourceRanges: RANGES, externalTrafficPolicy: LOCAL };
  expect(opened(options, VPC, { serviceAnnotations: IP_TARGETS })).toEqual(['10.0.0.0/16 on 8443/TCP']);
});

test.each<[string, LoadBalancerOptions]>([
  [
    'an internal one with ranges of public addresses',
    { annotations: LoadBalancerAnnotations.awsNlb({ internal: true }) },
  ],
  ['one that hides the clients', { annotations: IP_TARGETS }],
])('synth does not say that policies let nobody in where they let in whom pods see: %s', (_, options) => {
  const chart = webIn({ ...options, sourceRanges: RANGES, externalTrafficPolicy: LOCAL }, VPC);
  expect(NetworkReport.of(chart).warnings()).toEqual([]);
});

test('the list of subnets is not empty', () => {
  expect(() => Exposure.loadBalancer({ subnets: [] })).toThrow(
    "Exposure.loadBalancer: subnets: got []; allowed: at least one network. Fix: leave it out for the profile's `vpcCidrs`",
  );
});
