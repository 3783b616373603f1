import { Construct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { ConnectionTerms } from './mesh/connection-terms';
import { namespaceSeenFrom } from './namespace';
import { namespaceNamed, Peer } from './peer';
import { RenderedPeers } from './peer-parts';
import { Port } from './port';
import { AbstractPod, k8s, Pod } from '../plus/cdk8s-plus';
import { fixForPeer } from '../support/no-workload';
import { inWords, refuse } from '../support/refuse';

/** What is opened with an end. */
export interface Opened {
  readonly ports: readonly Port[];
  readonly wire?: readonly Port[];
  /** Whether the mesh's own objects let pods in. */
  readonly isByMesh?: boolean;
  readonly terms?: ConnectionTerms;
}

/** An empty list of ports would open every port. */
export function refuseNoPorts(scope: Construct, what: string): never {
  return refuse(scope, {
    what,
    got: [],
    allowed: 'at least one port',
    fix: 'name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  });
}

/** What is accepted must say why. */
export function checkReason(scope: Construct, peer: unknown, reason: string): void {
  if (reason.trim() !== '') return;
  refuse(scope, {
    what: `reason to accept ${describe(peer)}`,
    got: reason,
    allowed: 'a text that says why',
    fix: "write for example { reason: 'the backup job of the platform team reads it' }",
  });
}

/** A policy without labels would isolate every pod of the namespace. */
export function refuseUnlabelled(workload: AbstractPod): never {
  return refuse(workload, {
    what: 'connections',
    got: inWords('pods without a label of their own'),
    allowed: 'pods that a label selects; without one it would be every pod of the namespace',
    fix: 'label them, and name the labels: new Connections(workload, id, { name, podLabels })',
  });
}

/** A rule without labels would be for every pod of the namespace. */
function refuseUnlabelledPeer(scope: Construct, peer: AbstractPod): never {
  return refuse(scope, {
    what: `peer ${describe(peer)}`,
    got: inWords('pods without a label of their own'),
    allowed: 'pods that a label selects; without one it would be every pod of the namespace',
    fix: 'describe them with Peer.pods({ labels })',
  });
}

/** Each synth renders one app, and a policy counts in one cluster: elsewhere the other side could not be written. */
export function checkReach(scope: Construct, other: Construct): void {
  const isSameApp = scope.node.root === other.node.root;
  if (isSameApp && ClusterProfile._isSameCluster(scope, other)) return;
  refuse(scope, {
    what: `peer "${other.node.path}"`,
    got: inWords(isSameApp ? 'a workload of another cluster, by its ClusterProfile' : 'a workload of another App'),
    allowed: 'a workload of the same app and cluster, so that both sides are rendered and proven',
    fix: isSameApp
      ? 'give both charts profiles of one `name` if they are one cluster; else reach it by an ExternalAlias or Peer.cidr(…)'
      : 'make both in one App, or describe the pods with Peer.pods({ namespace, labels }) on each side',
  });
}

/** A peer, for messages. */
export function describe(peer: unknown): string {
  if (peer instanceof Peer) return peer.toString();
  return Construct.isConstruct(peer) ? `"${peer.node.path}"` : String(peer);
}

/** The types say the same; this is for those who do not have them. */
export function refuseNoPeer(scope: Construct, peer: unknown): never {
  return refuse(scope, {
    what: 'peer',
    got: Construct.isConstruct(peer) ? peer.node.path : peer,
    allowed: 'a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod',
    fix: fixForPeer(peer),
  });
}

/** The label that cdk8s-plus gives the pods of each workload. */
export function podLabelsOf(workload: AbstractPod): { [key: string]: string } {
  const address = workload.podMetadata.getLabel(Pod.ADDRESS_LABEL);
  return address === undefined ? {} : { [Pod.ADDRESS_LABEL]: address };
}

/** Pods that have no policy of ours: only this side can be written. */
export function renderPodsOf(scope: Construct, peer: AbstractPod): RenderedPeers {
  const podLabels = podLabelsOf(peer);
  if (Object.keys(podLabels).length > 0) return [renderPods(scope, peer, podLabels)];
  return refuseUnlabelledPeer(scope, peer);
}

/** Pods as a peer in a policy of others. */
export function renderPods(
  scope: Construct,
  owner: Construct,
  podLabels: { readonly [key: string]: string },
): k8s.NetworkPolicyPeer {
  const namespace = namespaceSeenFrom(scope, owner);
  return {
    namespaceSelector: namespace === undefined ? undefined : namespaceNamed(namespace),
    podSelector: { matchLabels: { ...podLabels } },
  };
}
