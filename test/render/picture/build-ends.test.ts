import { box } from './flows-of-boxes';
import { AddressSet } from '../../../src/reachability/address-set';
import { workloadEnd } from '../../../src/reachability/end';
import { PortRange } from '../../../src/reachability/port-set';
import { endNode, nodeIdOf, outsideText } from '../../../src/render/picture/build/ends';
import { PictureNode } from '../../../src/render/picture/picture';
import { endOf } from '../../reachability/texts';
import { tcp } from '../flows';

function nodeOf(text: string, except: readonly string[] = [], ports: readonly PortRange[] = [tcp(80)]): PictureNode {
  const end = endOf(text, except);
  if (end.kind === 'workload') throw new Error(text);
  return endNode(end, { side: 'to', ports, isOfInput: (name) => name === 'shop' });
}

const said = (...given: Parameters<typeof nodeOf>): string => {
  const node = nodeOf(...given);
  return `${box(node).replace(/^end to [^|]* \| /, '')} (${node.end}, asked ${node.asked})`;
};

test('pods outside are called by their labels and namespaces', () => {
  const ns = 'kubernetes.io/metadata.name';
  expect(said('pods:*/*')).toBe('every pod of the cluster | pods (any pod, asked pods:*/*)');
  expect(said(`pods:${ns}=ops/app=tool`)).toBe(
    `app=tool | pods in namespace ops (pods, asked pods:${ns}=ops/app=tool)`,
  );
  expect(said('pods:*/app.kubernetes.io/name=nginx')).toBe(
    'name=nginx | pods in any namespace | app.kubernetes.io/name=nginx (pods, asked pods:*/app.kubernetes.io/name=nginx)',
  );
  expect(said(`pods:${ns}=ops/*`)).toBe(`all pods in ops | pods (pods, asked pods:${ns}=ops/*)`);
  expect(said(`pods:${ns}=shop/*`)).toBe(`other pods in shop | pods (pods, asked pods:${ns}=shop/*)`);
  expect(said(`pods:${ns} notin (a,b)/*`)).toBe(
    `all pods in any namespace but a, b | pods (pods, asked pods:${ns} notin (a,b)/*)`,
  );
  expect(said('pods:team=blue/*')).toBe('all pods in namespaces with team=blue | pods (pods, asked pods:team=blue/*)');
});

test('the DNS is known by its labels, or by the ports on which the namespace of the system is asked', () => {
  const dns = [tcp(53), { ...tcp(53), protocol: 'UDP' as const }];
  const system = 'pods:kubernetes.io/metadata.name=kube-system/*';
  expect(nodeOf('pods:*/k8s-app=kube-dns').end).toBe('dns');
  expect(nodeOf('pods:*/k8s-app in (coredns,kube-dns)').end).toBe('dns');
  expect(nodeOf('pods:*/dns.operator.openshift.io/daemonset-dns=default').end).toBe('dns');
  expect(nodeOf(system, [], dns)).toMatchObject({ end: 'dns', name: 'DNS of the cluster' });
  expect(nodeOf(system, [], [...dns, tcp(443)])).toMatchObject({ end: 'pods', name: 'all pods in kube-system' });
  expect(said('ip:169.254.20.10/32', [], dns)).toBe(
    'DNS on the nodes | 169.254.20.10 (dns, asked ip:169.254.20.10/32)',
  );
  expect(nodeOf('ip:169.254.169.254/32').end).toBe('addresses');
});

test('pods whose labels have the name of the DNS as a part, or rule it out, are not the DNS', () => {
  expect(nodeOf('pods:*/k8s-app=kube-dns-autoscaler')).toMatchObject({
    end: 'pods',
    name: 'k8s-app=kube-dns-autoscaler',
  });
  expect(nodeOf('pods:*/k8s-app!=kube-dns').end).toBe('pods');
  expect(nodeOf('pods:*/k8s-app in (coredns,web)').end).toBe('pods');
});

test('addresses are called as they are written, and asked about without what is taken out of them', () => {
  expect(said('ip:192.0.2.7/32')).toBe('192.0.2.7 | address (addresses, asked ip:192.0.2.7/32)');
  expect(said('ip:10.0.0.0/8')).toBe('10.0.0.0/8 | addresses (addresses, asked ip:10.0.0.0/8)');
  expect(said('ip:10.0.0.0/8', ['10.1.0.0/16'])).toBe(
    '10.0.0.0/8 | addresses | except 10.1.0.0/16 (addresses, asked ip:10.128.0.0/9)',
  );
  expect(said('ip:0.0.0.0/0', ['8.8.8.8/32'])).toBe(
    '0.0.0.0/0 | addresses | except 8.8.8.8/32 (addresses, asked ip:128.0.0.0/1)',
  );
  expect(said('ip:2001:db8::/32', ['2001:db8::/33'])).toBe(
    '2001:db8::/32 | addresses | except 2001:db8::/33 (addresses, asked ip:2001:db8:8000::/33)',
  );
});

test('whatever holds all public addresses of a family is the internet', () => {
  for (const end of [
    endOf('internet'),
    endOf('ip:0.0.0.0/0'),
    endOf('ip:::/0'),
    endOf('ip:0.0.0.0/0', ['10.0.0.0/8']),
  ]) {
    expect(nodeIdOf(end, 'from')).toBe('from internet');
  }
  expect(nodeIdOf(endOf('ip:0.0.0.0/1'), 'to')).toBe('to ip:0.0.0.0/1');
  expect(nodeIdOf(endOf('ip:0.0.0.0/0', ['8.0.0.0/8']), 'to')).toBe('to ip:0.0.0.0/0 8.0.0.0/8');
  expect(nodeIdOf(workloadEnd('shop/Deployment/web'), 'to')).toBe('shop/Deployment/web');
});

test('what of the internet it is stands in words', () => {
  const [v4, v6] = AddressSet.FAMILIES;
  expect(outsideText(AddressSet.ALL)).toBe('any address');
  expect(outsideText(v4)).toBe('any IPv4 address');
  expect(outsideText(v6)).toBe('any IPv6 address');
  expect(outsideText(AddressSet.block('2000::/3'))).toBe('public IPv6 addresses');
  expect(outsideText(AddressSet.block('0.0.0.0/0', ['10.0.0.0/8']))).toBe('0.0.0.0/0 except 10.0.0.0/8');
  expect(outsideText(v6.union(AddressSet.block('2.0.0.0/8')))).toBe('2.0.0.0/8, ::/0');
});

test('entities, nodes and names', () => {
  expect(said('entity:kube-apiserver')).toBe(
    'the API server | entity kube-apiserver (entity, asked entity:kube-apiserver)',
  );
  expect(said('nodes:*')).toBe('all nodes | nodes (nodes, asked nodes:*)');
  expect(said('nodes:disk=ssd')).toBe('disk=ssd | nodes (nodes, asked nodes:disk=ssd)');
  expect(said('name:api.example.com')).toBe('api.example.com | DNS name (name, asked name:api.example.com)');
});
