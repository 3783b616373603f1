import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ConnectionsProps } from './connections-props';
import { namespaceOf } from './namespace';
import { k8s } from '../plus/cdk8s-plus';
import { withoutLoss } from '../plus/rendered-json';

/** Makes the network policy of some pods, whose spec is known when it is rendered. */
export function addNetworkPolicy(
  scope: Construct,
  id: string,
  { name, labels, annotations }: ConnectionsProps,
  render: () => k8s.NetworkPolicySpec,
): k8s.KubeNetworkPolicy {
  return withoutLoss(
    new k8s.KubeNetworkPolicy(scope, id, {
      metadata: { name, namespace: namespaceOf(scope), labels, annotations },
      spec: Lazy.any({ produce: render }) as k8s.NetworkPolicySpec,
    }),
  );
}
