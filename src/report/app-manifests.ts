import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';
import { Manifest } from '../topology/manifest';
import { isRead } from '../topology/parse';

/** The objects of one cluster, as synth renders them. */
export interface ClusterManifests {
  readonly manifests: readonly Manifest[];
  readonly podCidrs: readonly string[] | undefined;
}

/**
 * Renders the objects below a scope that matter to reachability. Their source is the construct's path.
 *
 * Charts with different cluster profiles are for different clusters, so each gets a list of its own.
 */
export function renderManifests(scope: IConstruct): Map<ClusterProfile | undefined, ClusterManifests> {
  const clusters = new Map<ClusterProfile | undefined, Manifest[]>();
  for (const construct of scope.node.findAll()) {
    if (!(construct instanceof ApiObject) || !isRead(construct.kind, construct.apiVersion)) continue;
    const profile = ClusterProfile._applied(construct);
    const manifests = clusters.get(profile) ?? [];
    clusters.set(profile, manifests);
    manifests.push({ object: construct.toJson() as unknown, origin: { source: construct.node.path, document: 1 } });
  }
  return new Map([...clusters].map(([profile, manifests]) => [profile, { manifests, podCidrs: podCidrsOf(profile) }]));
}

/** No pod CIDRs at all means that nobody said which. */
function podCidrsOf(profile: ClusterProfile | undefined): string[] | undefined {
  const podCidrs = profile?.podCidrs ?? [];
  return podCidrs.length > 0 ? podCidrs : undefined;
}
