import { Connections, IConnectable } from '../../network/connections';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { Protocol, Service } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';
import { podPorts } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** The label by which a Service names the Gateway whose pods judge the requests to it. */
const USE_WAYPOINT = 'istio.io/use-waypoint';
/** The label by which Istio, and every implementation of the Gateway API, marks the pods of a Gateway. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
/** What goes over the wire to a waypoint. */
const HBONE = [Port.tcp(15008)];

/** A Service in front of pods of a mesh. */
export interface FrontedPods {
  readonly service: Service;
  readonly name: string;
  readonly namespace: string;
  readonly pods: readonly IConnectable[];
  readonly ports: readonly ServicePort[];
  readonly headless: boolean;
}

/**
 * The waypoint of Istio's ambient mode in front of a Service. Whoever connects by the name of the Service comes through it, so that all
 * clients may connect to it, whenever they were declared, and the pods take connections from it.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export class WaypointInFront {
  private readonly clients = new Set<Connections>();
  private isUsed = false;

  constructor(private readonly front: FrontedPods) {}

  /** Refuses requests that no waypoint would see. */
  public check({ connections }: IConnectable): void {
    if (connections._terms.now.http === undefined || this.name === undefined || !this.front.headless) return;
    refuse(this.front.service, {
      what: 'http',
      got: inWords('requests to a headless Service, with Mesh.istioAmbient()'),
      allowed: 'a Service with an address of its own: clients of a headless one connect past the waypoint',
      fix: 'leave `headless` out, or leave `http` out',
    });
  }

  /** Keeps that a client connects by the name of the Service; where it is for some requests, the waypoint judges them. */
  public addClient({ connections }: IConnectable): void {
    if (this.name === undefined || connections._mesh?.isInside !== true) return;
    const isKnown = this.clients.has(connections);
    this.clients.add(connections);
    if (!this.isUsed && connections._terms.now.http !== undefined) this.use();
    else if (this.isUsed && !isKnown) this.openTo(connections);
  }

  /** Has requests to the Service go through it. */
  public use(): void {
    const { name: waypoint } = this;
    if (this.isUsed || waypoint === undefined) return;
    this.isUsed = true;
    const { service, name, namespace, pods, ports } = this.front;
    service.metadata.addLabel(USE_WAYPOINT, waypoint);
    const tcp = podPorts(ports.filter(({ protocol }) => protocol === Protocol.TCP));
    for (const { connections } of pods) {
      connections._mesh?.policies?.standBehindWaypoint({ service: name, namespace });
      connections.allowFrom(
        Peer.pods({ namespace, labels: { [GATEWAY_NAME]: waypoint }, serviceAccount: waypoint }),
        tcp,
      );
    }
    this.clients.forEach((client) => this.openTo(client));
  }

  private openTo(client: Connections): void {
    const { namespace } = this.front;
    client._allowUnmeshed('egress', Peer.pods({ namespace, labels: { [GATEWAY_NAME]: this.name! } }), HBONE);
  }

  /** The waypoint of the namespace, if the mesh has them and the profile says it. */
  private get name(): string | undefined {
    const mesh = this.front.pods[0]?.connections._mesh?.mesh;
    return mesh?._kind === 'istio-ambient' ? mesh._options.waypoint : undefined;
  }
}
