import { Construct } from 'constructs';
import { IsolationProps } from './isolation';
import { refuseInitContainer } from './mesh-init';
import { Part, Pods } from './part';
import { assignsUsers, SecurityProps } from './security';
import { ClusterProfile } from '../../network/cluster-profile';
import { Mesh } from '../../network/mesh/mesh';
import { MeshMode } from '../../network/mesh/mesh-mode';
import { k8s } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';

/** The mesh that the pods of a workload are in, if they are in one. */
export function meshOf(owner: Construct, { mesh: mode = MeshMode.INSIDE }: IsolationProps): Mesh | undefined {
  return mode === MeshMode.INSIDE ? ClusterProfile.of(owner).mesh : undefined;
}

/**
 * What pods in a mesh must keep to. That they say themselves whether they are in it, `Connections` cares for.
 *
 * The proxy beside a program is known by its user and group: what comes from them is not redirected into it, so that a program which
 * has them would bypass the mesh, and all that it decides.
 */
export function mesh({ owner, needs }: Pods, props: IsolationProps & SecurityProps): Part {
  const inside = meshOf(owner, props);
  if (inside?._facts.hasSidecars !== true) return {};
  if (props.security !== undefined) {
    // Now, as far as it is known: an error belongs to the line that made the workload.
    refuseProxyUser(
      owner,
      inside,
      'main container',
      props.security._container({ needs, assigned: assignsUsers({ owner }) }),
    );
  }
  return {
    pod: ({ securityContext: ofPod }, containers) => {
      refuseInitContainer(owner, inside);
      for (const { name, securityContext } of containers) {
        const { runAsUser = ofPod?.runAsUser, runAsGroup = ofPod?.runAsGroup } = securityContext ?? {};
        refuseProxyUser(owner, inside, `container "${name}"`, { runAsUser, runAsGroup });
      }
      return {};
    },
  };
}

function refuseProxyUser(
  owner: Construct,
  { _facts: { name, proxyUser, proxyGroup } }: Mesh,
  container: string,
  { runAsUser, runAsGroup }: Pick<k8s.SecurityContext, 'runAsUser' | 'runAsGroup'>,
): void {
  const isUser = runAsUser !== undefined && runAsUser === proxyUser;
  if (!isUser && (runAsGroup === undefined || runAsGroup !== proxyGroup)) return;
  const what = isUser ? 'user' : 'group';
  const number = isUser ? runAsUser : runAsGroup;
  refuse(owner, {
    what: `${what} of the ${container}`,
    got: inWords(`${number}, which is that of ${name}'s proxy`),
    allowed: `another ${what}: what programs with this one send is not redirected into the proxy, and bypasses the mesh`,
    fix: 'take another one, such as SecurityProfile.restricted({ user: 10001 }), or leave the pods out: mesh: MeshMode.OUTSIDE',
  });
}
