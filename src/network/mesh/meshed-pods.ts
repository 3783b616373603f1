import { MeshSide } from './mesh-side';
import { PortProtocols } from './port-protocols';
import { hintsOfProbes, probedPorts } from './probed-ports';
import { AbstractPod } from '../../plus/cdk8s-plus';
import { changeWhenRendered, Metadata } from '../../plus/completed-metadata';
import { refuse } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { isOfFamilies } from '../ip-family';
import { ipBlock, OtherPeer, otherPeer, RenderedPeers } from '../peer-parts';
import { Port } from '../port';

/** The annotation by which Linkerd knows ports that it must not look into; it stands in place of Linkerd's own list. */
const OPAQUE_PORTS = 'config.linkerd.io/opaque-ports';

/**
 * Has pods say themselves whether they are in the mesh, so that it does not hang on their namespace, and tells what their ports speak
 * from their probes. The labels are of the pods alone: no selector has them.
 *
 * Whoever gives the pods the same label or annotation says it once more, or is refused where it is the contrary; a revision that they
 * name counts, and so do opaque ports.
 */
export function takeIntoMesh(side: MeshSide, pods: AbstractPod, protocols: PortProtocols): void {
  protocols.addLater(() => hintsOfProbes(pods));
  changeWhenRendered(pods.podMetadata, (rendered) =>
    withAnnotations(side, withOpaquePorts(side, withMark(side, rendered), protocols.opaque)),
  );
}

/** Annotations with the ports that Linkerd must not look into: it wants them on pods and Services, in the mesh or not. */
export function withOpaquePorts(
  { mesh }: Pick<MeshSide, 'mesh'>,
  rendered: Metadata,
  ports: readonly number[],
): Metadata {
  if (mesh._kind !== 'linkerd' || ports.length === 0) return rendered;
  return { ...rendered, annotations: { [OPAQUE_PORTS]: ports.join(','), ...rendered.annotations } };
}

/** What the objects of the mesh need of the pods. Whoever gives the pods another value has it judged by the proof. */
function withAnnotations({ policies }: MeshSide, rendered: Metadata): Metadata {
  return { ...rendered, annotations: { ...policies?.podAnnotations, ...rendered.annotations } };
}

function withMark({ mesh, isInside, scope }: MeshSide, rendered: Metadata): Metadata {
  const { mark } = mesh._facts;
  if (mark === undefined) return rendered;
  const { as, key, alsoInside = [], besidesOutside, revision } = mark;
  const value = isInside ? mark.inside : mark.outside;
  const allowed = isInside ? [value, ...alsoInside] : [value];
  for (const place of ['labels', 'annotations'] as const) {
    const given = rendered[place][key];
    if (given === undefined || allowed.includes(given)) continue;
    refuse(scope, {
      what: `${place === 'labels' ? 'label' : 'annotation'} "${key}" of the pods`,
      got: given,
      allowed: `${JSON.stringify(value)}: network policies and identities are made for it`,
      fix: `leave it out, and say it with \`mesh\`: MeshMode.${isInside ? 'OUTSIDE' : 'INSIDE'}`,
    });
  }
  const { revision: named } = mesh._options;
  const ofRevision = isInside && revision !== undefined && named !== undefined ? { [revision]: named } : {};
  const besides = isInside ? ofRevision : besidesOutside;
  const texts = as === 'labels' ? { [key]: value, ...besides } : { [key]: value };
  return { ...rendered, [as]: { ...texts, ...rendered[as] } };
}

/** Where the probes of some pods come from, and the ports that they ask, which are known when all is rendered. */
export class ProbesInMesh {
  public readonly end: OtherPeer;

  constructor(
    sources: readonly string[],
    private readonly pods: AbstractPod,
  ) {
    this.end = otherPeer(
      'probes of the kubelet',
      sources.map((cidr) => ipBlock(cidr)),
    );
  }

  public get peers(): RenderedPeers {
    return this.end.peers;
  }

  public get ports(): readonly Port[] {
    return [...new Set(probedPorts(this.pods).map(({ port }) => port))].map((port) => Port.tcp(port));
  }
}

/**
 * Who asks the probed ports of pods in place of their node; nothing where the node does, which no policy blocks. A sidecar takes
 * probes at a port of its own, which they are rewritten to. In ambient mode they get an address outside of the node's.
 */
export function probesInMesh({ mesh, isInside, scope }: MeshSide, pods: AbstractPod): ProbesInMesh | undefined {
  const { ipFamilies } = ClusterProfile.of(scope);
  const sources = mesh._facts.probeSources.filter((cidr) => isOfFamilies(ipFamilies, cidr));
  return isInside && sources.length > 0 ? new ProbesInMesh(sources, pods) : undefined;
}
