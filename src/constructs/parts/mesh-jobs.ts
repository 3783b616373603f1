import { Construct } from 'constructs';
import { IsolationProps } from './isolation';
import { meshOf } from './mesh';
import { Part, Pods } from './part';
import { PodMetadataProps } from './pod-metadata';
import { ClusterProfile } from '../../network/cluster-profile';
import { isAtLeast } from '../../network/kubernetes-version';
import { Mesh } from '../../network/mesh/mesh';
import { EndingProxies } from '../../network/mesh/mesh-facts';
import { isMeshAtLeast } from '../../network/mesh/mesh-version';
import { changeWhenRendered } from '../../plus/completed-metadata';
import { FEATURES } from '../../support/kubernetes-features';
import { inWords, refuse } from '../../support/refuse';

/**
 * Lets pods end that have the proxy of a mesh beside them: the proxy is told to be a sidecar of Kubernetes' own kind, which ends with
 * the program. A mesh does it by itself only where its version, its installation and all nodes agree, so that the pods always say it.
 *
 * Whoever gives the pods this annotation themselves is right: "false" says that the program ends the proxy, or that nobody has to.
 */
export function endInMesh({ owner }: Pods, props: IsolationProps & PodMetadataProps): Part {
  const inside = meshOf(owner, props);
  const ending = inside?._facts.endingProxies;
  if (inside === undefined || ending === undefined) return {};
  const keys = ending.annotations.map(({ key }) => key);
  const given = Object.keys(props.podAnnotations ?? {});
  if (keys.some((key) => given.includes(key))) return {};
  const key = annotationFor(owner, inside, ending);
  return {
    complete: ({ workload }) =>
      changeWhenRendered(workload.podMetadata, (rendered) => ({
        ...rendered,
        annotations: { [key]: 'true', ...rendered.annotations },
      })),
  };
}

function annotationFor(owner: Construct, mesh: Mesh, { annotations, shutdown }: EndingProxies): string {
  const { _facts, _options } = mesh;
  const { version } = _options;
  const { kubernetesVersion } = ClusterProfile.of(owner);
  const { since } = FEATURES.sidecars;
  const known = annotations.find((each) => isMeshAtLeast(version, each.since));
  const isOld = kubernetesVersion !== undefined && !isAtLeast(kubernetesVersion, since);
  if (known !== undefined && !isOld) return known.key;
  const [oldest] = annotations.slice(-1);
  return refuse(owner, {
    what: 'mesh',
    got: inWords(
      isOld
        ? `${_facts.name} on Kubernetes ${kubernetesVersion}`
        : `${_facts.name} ${version}, whose proxy runs on when the program ends`,
    ),
    allowed: `pods that end: with ${_facts.name} ${oldest.since} or newer on Kubernetes ${since} or newer the proxy ends with the program`,
    fix:
      'leave the pods out: mesh: MeshMode.OUTSIDE; or upgrade; or have the program itself call ' +
      `${shutdown} when it is done, and say so: podAnnotations: { '${annotations[0].key}': 'false' }`,
  });
}
