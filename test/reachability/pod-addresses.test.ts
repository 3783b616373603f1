import { analysed, ask, policy } from './analysed';
import { ClusterOptions } from '../../src/reachability/cluster';
import { REASONS } from '../../src/reachability/reason';

/** A pod of a dump, in namespace shop. */
function pod(name: string, addresses: readonly string[], owner?: string): string {
  const owners =
    owner === undefined
      ? ''
      : `, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: ${owner}, controller: true }]`;
  const ips = addresses.map((ip) => `{ ip: "${ip}" }`).join(', ');
  return `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${owner ?? name} }${owners} }
spec: { containers: [{ name: c, image: i }] }
status: { podIPs: [${ips}] }
`;
}

function verdict(pods: string, block: string, options?: ClusterOptions): string {
  const rules = `{ podSelector: { matchLabels: { app: a } }, policyTypes: [Egress], egress: [{ to: [${block}] }] }`;
  const { verdict: given, reason } = ask(analysed(pods + policy('a', rules), options), 'a', 'b', '80');
  if (given === 'undefined') expect(reason).toEqual(REASONS.podAddress);
  return given;
}

const A = pod('a', ['10.244.1.10']);
const B = pod('b', ['10.244.2.10']);

describe('the address of a pod that the input has', () => {
  test.each([
    ['{ ipBlock: { cidr: 10.244.2.10/32 } }', 'allow'],
    ['{ ipBlock: { cidr: 10.244.0.0/16 } }', 'allow'],
    ['{ ipBlock: { cidr: 10.244.2.11/32 } }', 'deny'],
    ['{ ipBlock: { cidr: 10.244.0.0/16, except: [10.244.2.0/24] } }', 'deny'],
    ['{ ipBlock: { cidr: "fd00::/8" } }', 'deny'],
  ])('decides %s: %s', (block, expected) => {
    expect(verdict(A + B, block)).toEqual(expected);
  });

  test('counts for more than the networks of all pods', () => {
    const options = { podCidrs: ['10.244.0.0/16'] };
    expect(verdict(A + B, '{ ipBlock: { cidr: 10.244.2.10/32 } }', options)).toEqual('allow');
    expect(verdict(A + pod('b', []), '{ ipBlock: { cidr: 10.244.2.10/32 } }', options)).toEqual('undefined');
  });

  test('decides nothing where one of two is not in the block: nobody knows which is used', () => {
    const both = A + pod('b', ['10.244.2.10', 'fd00::10']);
    expect(verdict(both, '{ ipBlock: { cidr: 10.244.2.10/32 } }')).toEqual('undefined');
    expect(verdict(both, '{ ipBlock: { cidr: 10.244.2.10/32 } }, { ipBlock: { cidr: "fd00::/8" } }')).toEqual('allow');
  });

  test('is one of many where pods of one owner stand as one workload', () => {
    const pods = A + pod('b-1', ['10.244.2.10'], 'b') + pod('b-2', ['10.244.2.11'], 'b');
    expect(verdict(pods, '{ ipBlock: { cidr: 10.244.2.0/24 } }')).toEqual('allow');
    expect(verdict(pods, '{ ipBlock: { cidr: 10.244.2.10/32 } }')).toEqual('undefined');
    expect(verdict(pods, '{ ipBlock: { cidr: 10.244.2.10/32 } }, { ipBlock: { cidr: 10.244.2.11/32 } }')).toEqual(
      'allow',
    );
  });
});
