import { Construct } from 'constructs';
import { refuse } from '../../support/refuse';
import { ServicePort } from '../values/service-port';

/** A Service of type ClusterIP has no ports on nodes; the API server refuses them. */
export function refuseNodePorts(where: Construct, ports: readonly ServicePort[]): void {
  const open = ports.find((port) => port.nodePort !== undefined);
  if (open === undefined) return;
  refuse(where, {
    what: 'nodePort',
    got: open.nodePort,
    allowed: 'none on a Service that is reached inside the cluster only',
    fix: 'use PublicWebApp with Exposure.nodePort(…) or Exposure.loadBalancer(…)',
  });
}

/** The one port of a Service on every node. */
export function withNodePort(
  where: Construct,
  ports: readonly ServicePort[],
  nodePort: number | undefined,
): readonly ServicePort[] {
  if (nodePort === undefined) return ports;
  if (ports.length > 1 || ports[0].nodePort !== undefined) {
    refuse(where, {
      what: 'Exposure.nodePort',
      got: nodePort,
      allowed: 'a number here only for a service with one port and no `nodePort` of its own',
      fix: 'set `nodePort` in each entry of `ports`',
    });
  }
  return [ServicePort._onNodes(ports[0], nodePort)];
}
