import { MESH_FACTS, MeshFacts, MeshKind } from './mesh-facts';
import { IstioAmbientOptions, IstioOptions, LinkerdOptions, MeshOptions } from './mesh-options';
import { checkMeshVersion } from './mesh-version';
import { checked } from '../../checked/checked';
import { checkHostname } from '../../support/hosts';
import { checkNamespace, checkObjectName } from '../../support/names';

/**
 * The service mesh of a cluster, for the profile's `mesh`: each declared connection is then enforced twice, by network policies and by
 * the identity of the client, which the mesh proves with certificates.
 *
 * @see https://istio.io/latest/docs/concepts/security/
 * @see https://linkerd.io/2/reference/authorization-policy/
 *
 * @example
 *
 * new ClusterProfile({ mesh: Mesh.istio() }).applyTo(app);
 */
@checked
export class Mesh {
  /** Istio with a sidecar in each pod. */
  public static istio(options: IstioOptions = {}): Mesh {
    return new Mesh('istio', options);
  }

  /** Istio in ambient mode: a proxy on each node, and none in the pods. */
  public static istioAmbient(options: IstioAmbientOptions = {}): Mesh {
    return new Mesh('istio-ambient', options);
  }

  /** Linkerd. */
  public static linkerd(options: LinkerdOptions = {}): Mesh {
    return new Mesh('linkerd', options);
  }

  /** Cilium's mutual authentication: policies of Cilium ask for it; the network plugin is Cilium, too. */
  public static cilium(): Mesh {
    return new Mesh('cilium', {});
  }

  /** @internal */
  public readonly _facts: MeshFacts;
  /** @internal */
  public readonly _controlPlaneNamespace: string;

  private constructor(
    /** @internal */
    public readonly _kind: MeshKind,
    /** @internal */
    public readonly _options: MeshOptions,
  ) {
    this._facts = MESH_FACTS[_kind];
    const { trustDomain, version, namespace, revision, waypoint } = _options;
    const where = this.toString();
    if (trustDomain !== undefined) checkHostname(where, trustDomain, 'trustDomain');
    if (version !== undefined) checkMeshVersion(where, version);
    if (namespace !== undefined) checkNamespace(where, namespace);
    if (revision !== undefined) checkObjectName(where, revision, 'revision');
    if (waypoint !== undefined) checkObjectName(where, waypoint, 'waypoint');
    this._controlPlaneNamespace = namespace ?? this._facts.controlPlaneNamespace;
  }

  /** What it is, for messages. */
  public toString(): string {
    return this._facts.factory.replace(/\(.*/, '');
  }

  /** The domain that principals of Istio begin with. @internal */
  public get _trustDomain(): string {
    return this._options.trustDomain ?? 'cluster.local';
  }
}
