import { innerHost } from '../../src/support/inner-hosts';

test.each([
  ['db.shop.svc.cluster.local', 'a Service of the cluster, which leads to pods', 'the Service "db"'],
  [
    'db.shop.svc.cluster.local.',
    'a Service of the cluster, which leads to pods',
    "Peer.pods({ namespace: 'shop', labels })",
  ],
  ['db.shop.svc', 'a Service of the cluster, which leads to pods', "Peer.pods({ namespace: 'shop', labels })"],
  [
    'postgres-0.postgres.shop.svc.cluster.local',
    'a Service of the cluster, which leads to pods',
    'the Service "postgres"',
  ],
  [
    '*.shop.svc.cluster.local',
    'a Service of the cluster, which leads to pods',
    "Peer.pods({ namespace: 'shop', labels })",
  ],
  ['10-0-0-1.shop.pod.cluster.local', 'a pod of the cluster', "Peer.pods({ namespace: 'shop', labels })"],
  ['cluster.local', 'a Service of the cluster, which leads to pods', 'Peer.pods({ namespace, labels })'],
  ['kubernetes', 'the API server of the cluster', 'Peer.kubeApiServer()'],
  ['kubernetes.default', 'the API server of the cluster', 'Peer.kubeApiServer()'],
  ['kubernetes.default.svc', 'the API server of the cluster', 'Peer.kubeApiServer()'],
  ['kubernetes.default.svc.cluster.local', 'the API server of the cluster', 'Peer.kubeApiServer()'],
  ['localhost', 'the loopback of the pod that asks', 'without any alias'],
  ['db.localhost', 'the loopback of the pod that asks', 'without any alias'],
  ['localhost.localdomain', 'the loopback of the pod that asks', 'without any alias'],
  ['metadata.google.internal', "the cloud's metadata", 'Peer.cloudMetadata()'],
  ['METADATA.google.internal.', "the cloud's metadata", 'Peer.cloudMetadata()'],
  ['metadata', "the cloud's metadata", 'Peer.cloudMetadata()'],
  ['instance-data.ec2.internal', "the cloud's metadata", 'Peer.cloudMetadata()'],
  ['host.docker.internal', 'a machine on which a cluster is tried', '`addresses`'],
  ['10.0.0.5.nip.io', 'a name that stands for the address in it', '`addresses`'],
  ['5.0.0.10.in-addr.arpa', 'the name of an address, for questions in reverse', '`addresses`'],
  ['10.0.0', 'a number, which programs take for an address', '`addresses`'],
  ['1.2.3.0x7f', 'a number, which programs take for an address', '`addresses`'],
  ['db', 'a name of one label, which DNS takes for a top-level domain', '"db.example.com"'],
  ['*.com', 'every name below a top-level domain', '"*.example.com"'],
])('%s is %s, and there is %s', (name, what, fix) => {
  const found = innerHost(name);
  expect(found?.what).toBe(what);
  expect(found?.fix).toContain(fix);
});

test('a name that no DNS server answers has nothing instead', () => {
  expect(innerHost('db.invalid')).toEqual({ what: 'a name that no DNS server answers' });
});

test('the domain of the cluster is inside, too, and the usual one stays so', () => {
  expect(innerHost('db.shop.svc.k8s.acme.com')).toBeUndefined();
  expect(innerHost('db.shop.svc.k8s.acme.com', ['k8s.acme.com'])?.fix).toContain('the Service "db"');
  expect(innerHost('k8s.acme.com', ['k8s.acme.com'])?.what).toBe('a Service of the cluster, which leads to pods');
  expect(innerHost('xk8s.acme.com', ['k8s.acme.com'])).toBeUndefined();
  expect(innerHost('db.shop.svc.cluster.local', ['k8s.acme.com'])?.fix).toContain('the Service "db"');
});

test.each([
  'api.stripe.com',
  '*.example.com',
  'db.shop',
  'svc.example.com',
  'localhost.example.com',
  'nip.io.example.com',
  'db.acme.internal',
])('%s may be outside', (name) => {
  expect(innerHost(name)).toBeUndefined();
});
