import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { ClusterProfile, Cni, ExternalAlias, ExternalAliasProps, Worker } from '../../src';
import { mainContainer, Manifest, only, render, shopChart, testApp } from '../manifests';

const serviceOf = (props: ExternalAliasProps): Manifest => {
  const chart = shopChart();
  new ExternalAlias(chart, 'payments', props);
  return only(chart, 'Service', 'payments');
};
const egressTo = (chart: Chart, alias: ExternalAlias): Manifest => {
  new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' }).connectTo(alias);
  // The first rule is DNS, which has the lowest port.
  return only(chart, 'NetworkPolicy', 'client').spec.egress.slice(1);
};
const labels = {
  'app.kubernetes.io/name': 'payments',
  'app.kubernetes.io/instance': 'payments',
  'app.kubernetes.io/component': 'external',
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/part-of': 'shop',
};

describe('a hostname', () => {
  test('becomes an ExternalName and nothing else', () => {
    const chart = shopChart();
    new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com' });
    expect(render(chart)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'payments', namespace: 'shop', labels },
        spec: { type: 'ExternalName', externalName: 'api.stripe.com' },
      },
    ]);
  });

  test('`port` tells what the name is for', () => {
    expect(serviceOf({ hostname: 'api.stripe.com', port: 443 }).spec.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
  });

  test('`targetPort` alone means the same as `port`, and no other is legal', () => {
    expect(serviceOf({ hostname: 'api.stripe.com', port: 443, targetPort: 443 }).spec.ports).toEqual([
      { port: 443, protocol: 'TCP' },
    ]);
    expect(() => serviceOf({ hostname: 'api.stripe.com', port: 443, targetPort: 8443 })).toThrow(
      /^shop\/payments: targetPort: got 8443/,
    );
  });

  test('`ports` render with all their fields', () => {
    const ports = [
      { name: 'https', port: 443, appProtocol: 'https' },
      { name: 'quic', port: 443, protocol: Protocol.UDP },
    ];
    expect(serviceOf({ hostname: 'api.stripe.com', ports }).spec.ports).toEqual([
      { name: 'https', port: 443, protocol: 'TCP', appProtocol: 'https' },
      { name: 'quic', port: 443, protocol: 'UDP' },
    ]);
  });

  test('a connection opens the public internet on the port alone', () => {
    const chart = shopChart();
    const alias = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
    const rules = egressTo(chart, alias);
    expect(rules.map(({ ports }: Manifest) => ports)).toEqual([[{ port: 443, protocol: 'TCP' }]]);
    expect(rules[0].to.map(({ ipBlock }: Manifest) => ipBlock.cidr)).toEqual(['0.0.0.0/0', '2000::/3']);
  });

  test('`cidrs` narrow what a connection opens', () => {
    const chart = shopChart();
    const alias = new ExternalAlias(chart, 'payments', {
      hostname: 'api.stripe.com',
      port: 443,
      cidrs: ['3.18.12.63/32', '3.130.192.0/24'],
    });
    expect(egressTo(chart, alias)).toEqual([
      {
        to: [{ ipBlock: { cidr: '3.130.192.0/24' } }, { ipBlock: { cidr: '3.18.12.63/32' } }],
        ports: [{ port: 443, protocol: 'TCP' }],
      },
    ]);
  });

  test('under Cilium a connection opens exactly the names, in a policy of Cilium', () => {
    const chart = shopChart();
    new ClusterProfile({ cni: Cni.CILIUM }).applyTo(chart);
    const alias = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
    expect(egressTo(chart, alias)).toEqual([]);
    expect(only(chart, 'CiliumNetworkPolicy', 'client-fqdn').spec.egress[1]).toEqual({
      toFQDNs: [{ matchName: 'api.stripe.com' }, { matchName: 'payments.shop.svc.cluster.local' }],
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    });
  });

  test('under Cilium `cidrs` count all the same', () => {
    const chart = shopChart();
    new ClusterProfile({ cni: Cni.CILIUM }).applyTo(chart);
    const alias = new ExternalAlias(chart, 'payments', {
      hostname: 'api.stripe.com',
      port: 443,
      cidrs: ['3.130.192.0/24'],
    });
    expect(egressTo(chart, alias)[0].to).toEqual([{ ipBlock: { cidr: '3.130.192.0/24' } }]);
    expect(render(chart).filter(({ kind }) => kind === 'CiliumNetworkPolicy')).toEqual([]);
  });

  test('a connection to a name without ports is refused, because it would open nothing', () => {
    const chart = shopChart();
    const alias = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com' });
    expect(() => egressTo(chart, alias)).toThrow(/^shop\/payments: port: got nothing/);
  });
});

describe('addresses', () => {
  function slicesOf(addresses: string[]): [string, number][] {
    const chart = shopChart();
    new ExternalAlias(chart, 'payments', { addresses, port: 80 });
    return render(chart)
      .filter(({ kind }) => kind === 'EndpointSlice')
      .map(({ metadata, endpoints }) => [metadata.name, endpoints.length]);
  }

  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `10.${Math.floor(i / 256)}.${i % 256}.1`);

  test.each<[number, [string, number][]]>([
    [1000, [['payments-ipv4', 1000]]],
    [
      1001,
      [
        ['payments-ipv4', 1000],
        ['payments-ipv4-2', 1],
      ],
    ],
    [
      2001,
      [
        ['payments-ipv4', 1000],
        ['payments-ipv4-2', 1000],
        ['payments-ipv4-3', 1],
      ],
    ],
  ])('%d of them are in as many EndpointSlices as they need', (count, expected) => {
    expect(slicesOf(many(count))).toEqual(expected);
  });

  test('that are given twice, in whatever spelling, are there once', () => {
    const chart = shopChart();
    const addresses = ['2001:db8::5', '10.20.0.5', '2001:DB8:0::5', '10.20.0.5'];
    const alias = new ExternalAlias(chart, 'payments', { addresses, port: 80 });
    expect(alias.addresses).toEqual(['2001:db8::5', '10.20.0.5']);
    expect(slicesOf(addresses)).toEqual([
      ['payments-ipv4', 1],
      ['payments-ipv6', 1],
    ]);
  });

  test('become a Service without selector and an EndpointSlice', () => {
    const chart = shopChart();
    new ExternalAlias(chart, 'payments', { addresses: ['10.20.0.5', '10.20.0.6'], port: 80, targetPort: 8080 });
    expect(only(chart, 'Service').spec).toEqual({
      type: 'ClusterIP',
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    });
    expect(only(chart, 'EndpointSlice', 'payments-ipv4')).toEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'payments-ipv4',
        namespace: 'shop',
        labels: {
          ...labels,
          'kubernetes.io/service-name': 'payments',
          'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',
        },
      },
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['10.20.0.5'], conditions: { ready: true } },
        { addresses: ['10.20.0.6'], conditions: { ready: true } },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('of both families get a slice each, and a Service of both', () => {
    const chart = shopChart();
    new ExternalAlias(chart, 'payments', { addresses: ['2001:db8::5', '10.20.0.5'], port: 5432 });
    const { ipFamilies, ipFamilyPolicy } = only(chart, 'Service').spec;
    expect([ipFamilies, ipFamilyPolicy]).toEqual([['IPv4', 'IPv6'], 'RequireDualStack']);
    const slices = render(chart).filter(({ kind }) => kind === 'EndpointSlice');
    expect(slices.map(({ metadata, addressType, endpoints }) => [metadata.name, addressType, endpoints])).toEqual([
      ['payments-ipv4', 'IPv4', [{ addresses: ['10.20.0.5'], conditions: { ready: true } }]],
      ['payments-ipv6', 'IPv6', [{ addresses: ['2001:db8::5'], conditions: { ready: true } }]],
    ]);
  });

  test('of IPv6 alone make the Service one of IPv6', () => {
    const { ipFamilies, ipFamilyPolicy } = serviceOf({ addresses: ['2001:db8::5'], port: 5432 }).spec;
    expect([ipFamilies, ipFamilyPolicy]).toEqual([['IPv6'], 'SingleStack']);
  });

  test('carry the names and protocols of `ports` into the slice', () => {
    const chart = shopChart();
    const ports = [
      { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' },
      { name: 'stats', port: 8125, protocol: Protocol.UDP },
    ];
    new ExternalAlias(chart, 'payments', { addresses: ['10.20.0.5'], ports });
    expect(only(chart, 'Service').spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' },
      { name: 'stats', port: 8125, targetPort: 8125, protocol: 'UDP' },
    ]);
    expect(only(chart, 'EndpointSlice').ports).toEqual([
      { name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'http' },
      { name: 'stats', port: 8125, protocol: 'UDP' },
    ]);
  });

  test('are what a connection opens, on the port behind the Service', () => {
    const chart = shopChart();
    const addresses = ['10.20.0.5', '2001:db8::5'];
    const alias = new ExternalAlias(chart, 'payments', { addresses, port: 80, targetPort: 8080 });
    expect(egressTo(chart, alias)).toEqual([
      {
        to: [{ ipBlock: { cidr: '10.20.0.5/32' } }, { ipBlock: { cidr: '2001:db8::5/128' } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
    expect(alias.addresses).toEqual(addresses);
    expect(alias.hostname).toBeUndefined();
  });
});

test('`name` is that of the Service and of the slices', () => {
  const chart = shopChart();
  const alias = new ExternalAlias(chart, 'payments', { addresses: ['10.20.0.5'], port: 80, name: 'stripe' });
  expect(alias.serviceName).toBe('stripe');
  expect(render(chart).map(({ metadata }) => metadata.name)).toEqual(['stripe', 'stripe-ipv4']);
});

test('`labels` are on all resources', () => {
  const chart = shopChart();
  new ExternalAlias(chart, 'payments', { addresses: ['10.20.0.5'], port: 80, labels: { team: 'payments' } });
  expect(render(chart).map(({ metadata }) => metadata.labels.team)).toEqual(['payments', 'payments']);
});

test('`serviceAnnotations` are those of the Service', () => {
  const serviceAnnotations = { 'example.com/owner': 'finance' };
  expect(serviceOf({ hostname: 'api.stripe.com', serviceAnnotations }).metadata.annotations).toEqual(
    serviceAnnotations,
  );
});

describe('the addresses of the alias', () => {
  const alias = (props: Partial<ExternalAliasProps> = {}): ExternalAlias =>
    new ExternalAlias(shopChart(), 'payments', { hostname: 'api.stripe.com', port: 443, ...props });

  test('are those of a Service', () => {
    const payments = alias();
    expect(payments.fqdn).toBe('payments.shop.svc.cluster.local');
    expect(payments.hostFrom(payments)).toBe('payments');
    const other = new Chart(testApp(), 'other', { namespace: 'other' });
    expect(payments.hostFrom(other)).toBe('payments.shop');
  });

  test('name the real host in URLs of HTTP and HTTPS, because certificates do', () => {
    const payments = alias();
    expect(payments.urlFrom(payments)).toBe('https://api.stripe.com');
    expect(payments.urlFrom(payments, { scheme: 'http', path: '/v1' })).toBe('http://api.stripe.com:443/v1');
  });

  test('name the alias in other URLs', () => {
    const db = alias({ hostname: 'db.example.com', port: 5432 });
    expect(db.urlFrom(db, { scheme: 'postgresql' })).toBe('postgresql://payments:5432');
  });

  test('name the alias for addresses, which have no name of their own', () => {
    const legacy = alias({ hostname: undefined, addresses: ['10.20.0.5'], port: 80 });
    expect(legacy.urlFrom(legacy)).toBe('http://payments');
  });

  test('are told to clients', () => {
    const chart = shopChart();
    const payments = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
    new Worker(chart, 'client', { image: 'ghcr.io/acme/client:1.0.0' }).connectTo(payments, {
      hostEnv: 'HOST',
      portEnv: 'PORT',
      addressEnv: 'ADDR',
      urlEnv: 'URL',
    });
    expect(mainContainer(chart).env).toEqual([
      { name: 'HOST', value: 'payments' },
      { name: 'PORT', value: '443' },
      { name: 'ADDR', value: 'payments:443' },
      { name: 'URL', value: 'https://api.stripe.com' },
    ]);
  });
});

test('changing the lists that were handed out changes nothing', () => {
  const alias = new ExternalAlias(shopChart(), 'payments', { addresses: ['10.20.0.5'], port: 80 });
  alias.ports.pop();
  alias.addresses.pop();
  expect(alias.ports.map(({ port }) => port)).toEqual([80]);
  expect(alias.addresses).toEqual(['10.20.0.5']);
});
