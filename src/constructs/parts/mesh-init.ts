import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from '../../network/cluster-profile';
import { Mesh } from '../../network/mesh/mesh';
import { namespaceOf } from '../../network/namespace';
import { inWords, refuse } from '../../support/refuse';
import { PerPass } from '../../support/render-pass';
import { PodSecurityStandard } from '../values/pod-security';

const ENFORCED = 'pod-security.kubernetes.io/enforce';

/** The Namespaces that an app makes, found in one walk. */
const NAMESPACES = new PerPass<IConstruct, readonly ApiObject[]>((root) =>
  root.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === 'Namespace'),
);

/**
 * Refuses pods whose proxy needs an init container with rights that the API server does not let into their namespace: all standards
 * for pods but "privileged" forbid them. That the namespace is privileged is known where the app makes it, or where the cluster
 * profile says its labels.
 */
export function refuseInitContainer(owner: Construct, { _facts: { name, factory }, _options }: Mesh): void {
  if (_options.cniPlugin !== false || enforcedAround(owner) === PodSecurityStandard.PRIVILEGED) return;
  refuse(owner, {
    what: 'mesh',
    got: inWords(`${name} without its CNI plugin: its init container needs the capabilities NET_ADMIN and NET_RAW`),
    allowed: 'pods in a namespace of the Pod Security Standard "privileged": "restricted" and "baseline" forbid them',
    fix:
      `install the CNI plugin and write ${factory.replace('()', '({ cniPlugin: true })')}, which is the default; or leave the pods ` +
      'out with mesh: MeshMode.OUTSIDE; or say that the namespace is privileged with `podSecurity` of its IsolatedNamespace, or ' +
      'with `namespaceLabels` of the cluster profile',
  });
}

function enforcedAround(owner: Construct): string | undefined {
  const namespace = namespaceOf(owner);
  if (namespace === undefined) return undefined;
  const made = NAMESPACES.get(owner.node.root).find(
    (each) => each.name === namespace && ClusterProfile._isSameCluster(owner, each),
  );
  return made === undefined
    ? ClusterProfile.of(owner).namespaceLabels[namespace]?.[ENFORCED]
    : made.metadata.getLabel(ENFORCED);
}
