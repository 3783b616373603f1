import { IConstruct } from 'constructs';
import { objectOfApp } from './app-objects';
import { RolloutProps } from './rollout';
import { ScaleProps } from './scale';
import { AbstractPod, Deployment, DeploymentStrategy, k8s } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';

/** Why pods that mount a claim cannot be on several nodes, for messages; nothing where they can. */
export function oneNodeClaim(owner: IConstruct, workload: AbstractPod): string | undefined {
  for (const [name, readOnly] of claimsOf(workload)) {
    const claim = objectOfApp(owner, 'PersistentVolumeClaim', name)?.toJson() as
      { readonly spec?: { readonly accessModes?: readonly string[] } } | undefined;
    // What a claim of somebody else may do is not known.
    const modes = claim?.spec?.accessModes ?? [];
    const isShared = modes.includes('ReadWriteMany') || (readOnly && modes.includes('ReadOnlyMany'));
    if (modes.length > 0 && !isShared) {
      return `claim "${name}" is ${modes.join(', ')}, so that one node alone mounts it`;
    }
  }
  return undefined;
}

/** The claims that pods mount, by name, and whether they only read them. */
function claimsOf({ containers, initContainers, volumes }: AbstractPod): Map<string, boolean> {
  const claims = new Map<string, boolean>();
  const add = (source: k8s.PersistentVolumeClaimVolumeSource | undefined, readOnly = false): void => {
    if (source === undefined) return;
    const reads = readOnly || source.readOnly === true;
    claims.set(source.claimName, reads && (claims.get(source.claimName) ?? true));
  };
  const mounts = [...containers, ...initContainers].flatMap((container) => container.mounts);
  for (const { volume, readOnly } of mounts) add(volume.asVolume()._toKube().persistentVolumeClaim, readOnly);
  const mounted = new Set(mounts.map(({ volume }) => volume.name));
  for (const volume of volumes) if (!mounted.has(volume.name)) add(volume._toKube().persistentVolumeClaim, true);
  return claims;
}

const FIX =
  'leave it out, or claim a volume that many nodes mount: `accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY]`';

/**
 * A Deployment whose pods mount such a claim has one pod, which stops before the next one starts: on another node that would
 * wait for the volume, and the old one for it to become ready.
 */
export function forOneNode(
  owner: IConstruct,
  deployment: Deployment,
  props: ScaleProps & RolloutProps,
): Pick<k8s.DeploymentSpec, 'replicas' | 'strategy'> {
  const why = oneNodeClaim(owner, deployment);
  if (why === undefined) return {};
  const { replicas = 1, autoscaling } = props;
  if (replicas > 1) refuse(owner, { what: 'replicas', got: replicas, allowed: `0 or 1, because ${why}`, fix: FIX });
  if (autoscaling !== undefined || deployment.hasAutoscaler) {
    refuse(owner, {
      what: 'autoscaling',
      got: inWords('an autoscaler'),
      allowed: `none, because ${why}: there can be one pod`,
      fix: FIX,
    });
  }
  const strategy = props.strategy ?? props.rollout?.strategy ?? DeploymentStrategy.recreate();
  const { type, rollingUpdate } = strategy._toKube();
  const surge: unknown = rollingUpdate?.maxSurge?.value;
  if (type !== 'Recreate' && surge !== 0 && surge !== '0%') {
    refuse(owner, {
      what: 'strategy',
      got: inWords(`a rolling update with maxSurge ${String(surge)}`),
      allowed: `DeploymentStrategy.recreate(), or no surge, because ${why}: the new pod would wait for the old one to go, and that for the new one to be ready`,
      fix: 'leave it out',
    });
  }
  return { replicas, strategy: strategy._toKube() };
}

/** Refuses several pods of other kinds that mount such a claim. */
export function refuseSeveral(owner: IConstruct, workload: AbstractPod, what: string, got: string): void {
  const why = oneNodeClaim(owner, workload);
  if (why === undefined) return;
  refuse(owner, {
    what,
    got: inWords(got),
    allowed: `one pod, because ${why}`,
    fix: 'claim a volume that many nodes mount: `accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY]`',
  });
}
