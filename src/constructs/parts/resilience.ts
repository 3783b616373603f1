import { Construct } from 'constructs';
import { addInCilium } from './resilience-cilium';
import { addInAmbient, addInIstio } from './resilience-istio';
import { addInLinkerd } from './resilience-linkerd';
import { NeedOfHttp, readPorts } from './resilience-ports';
import { ResilientService } from './resilient-service';
import { ClusterProfile } from '../../network/cluster-profile';
import { IConnectable } from '../../network/connections';
import { Mesh } from '../../network/mesh/mesh';
import { MeshKind } from '../../network/mesh/mesh-facts';
import { Service } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { Resilience } from '../values/resilience';
import { ResolvedResilience, resolveResilience } from '../values/resolved-resilience';
import { ServicePort } from '../values/service-port';

/** A Service of which something was said about requests that fail. */
export interface ResilientFront {
  readonly owner: Construct;
  readonly service: Service;
  readonly name: string;
  /** Its fully qualified name, which a namespace is needed for. */
  readonly fqdn: () => string;
  readonly labels: { readonly [key: string]: string };
  /** The annotations that it was given. */
  readonly annotations: { readonly [key: string]: string };
  readonly ports: readonly ServicePort[];
  /** The workloads behind it. */
  readonly pods: readonly IConnectable[];
  readonly headless: boolean;
  readonly resilience: Resilience;
  /** Has requests go through the waypoint in front of it, in the mesh that has them. */
  readonly useWaypoint: () => void;
}

/** One way to say it for each mesh. */
const DIALECTS: { readonly [kind in MeshKind]: (service: ResilientService) => void } = {
  istio: addInIstio,
  'istio-ambient': addInAmbient,
  linkerd: addInLinkerd,
  cilium: addInCilium,
};

/** Has the mesh do what was said about requests to a Service. What it cannot say is refused. */
export function addResilience(front: ResilientFront): void {
  const { owner, service, name, labels, annotations, pods } = front;
  const said = resolveResilience(owner, front.resilience);
  const mesh = meshOf(front);
  const ports = readPorts(front, needOfHttp(said, mesh._kind), said.retries);
  const { namespace } = pods[0].connections._mesh!;
  DIALECTS[mesh._kind]({
    owner,
    service,
    name,
    namespace,
    host: front.fqdn(),
    labels,
    annotations,
    pods,
    mesh,
    ports,
    said,
    useWaypoint: front.useWaypoint,
  });
}

/** The mesh that clients' proxies are of; a Service that it does not look at is refused. */
function meshOf({ owner, pods, headless }: ResilientFront): Mesh {
  const what = 'resilience';
  const { mesh } = ClusterProfile.of(owner);
  if (mesh === undefined) {
    return refuse(owner, {
      what,
      got: inWords('a Service of a cluster without a mesh'),
      allowed: 'a cluster with one: Kubernetes itself knows no requests',
      fix: 'name the mesh before the workloads are made: new ClusterProfile({ mesh: Mesh.istio() }).applyTo(app); else leave it out',
    });
  }
  if (pods.some(({ connections }) => connections._mesh?.isInside !== true)) {
    refuse(owner, {
      what,
      got: inWords('a Service of pods outside of the mesh'),
      allowed: 'pods inside: what is said of a Service counts for clients in the mesh, who do not connect to these',
      fix: 'take them into the mesh, or leave it out',
    });
  }
  if (headless) {
    refuse(owner, {
      what,
      got: inWords('a headless Service'),
      allowed: 'a Service with an address of its own: clients of a headless one choose the pod themselves',
      fix: 'make it one: leave `headless: true` or `clientService: false` out; else leave `resilience` out',
    });
  }
  return mesh;
}

/** The options that need requests, not connections alone. */
function needOfHttp(
  { retries, timeout, outlierDetection, connectionLimits }: ResolvedResilience,
  kind: MeshKind,
): NeedOfHttp {
  const options: (string | false)[] = [
    retries !== undefined && 'retries',
    timeout !== undefined && 'timeout',
    outlierDetection !== undefined && kind === 'linkerd' && 'outlierDetection',
    ...(['maxPendingRequests', 'maxRequests', 'maxRequestsPerConnection'] as const).map(
      (name) => connectionLimits?.[name] !== undefined && `connectionLimits.${name}`,
    ),
  ];
  return options.filter((option): option is string => option !== false);
}
