import { FoundProtocol, PortHint } from './port-protocols';
import { AbstractPod, k8s } from '../../plus/cdk8s-plus';
import { renderedContainers } from '../../plus/hardened-workload';
import { PerPass } from '../../support/render-pass';

/** A port that the kubelet asks. */
export interface ProbedPort {
  readonly port: number;
  /** What it speaks, where the probe tells. */
  readonly speaks?: FoundProtocol;
  /** The path that is asked for, without a query. */
  readonly path?: string;
}

const PROBED = new PerPass<AbstractPod, readonly ProbedPort[]>((pods) => renderedContainers(pods).flatMap(probedOf));

/** The ports of some pods that the kubelet's probes ask, as they are rendered. */
export function probedPorts(pods: AbstractPod): readonly ProbedPort[] {
  return PROBED.get(pods);
}

/** What probes tell of the ports that they ask. */
export function hintsOfProbes(pods: AbstractPod): PortHint[] {
  return probedPorts(pods).flatMap(({ port, speaks }) => (speaks === undefined ? [] : [{ port, speaks }]));
}

/** The ports that the probes of a container ask. */
export function probedOf(container: k8s.Container): ProbedPort[] {
  const { readinessProbe, livenessProbe, startupProbe } = container;
  return [readinessProbe, livenessProbe, startupProbe].flatMap((probe) => {
    if (probe?.grpc !== undefined) return [{ port: probe.grpc.port, speaks: 'grpc' as const }];
    const { httpGet, tcpSocket } = probe ?? {};
    const port = numberOf(container, (httpGet ?? tcpSocket)?.port);
    // A probe that names its host asks somebody else.
    if (port === undefined || (httpGet ?? tcpSocket)?.host !== undefined) return [];
    if (httpGet === undefined) return [{ port }];
    const path = (httpGet.path ?? '/').replace(/[?#].*$/, '');
    return [{ port, speaks: httpGet.scheme === 'HTTPS' ? ('https' as const) : ('http' as const), path }];
  });
}

/** A probe may name a port of its container. */
function numberOf({ ports = [] }: k8s.Container, asked: k8s.IntOrString | undefined): number | undefined {
  const value: unknown = asked?.value;
  if (typeof value === 'number') return value;
  return ports.find(({ name }) => name !== undefined && name === value)?.containerPort;
}
