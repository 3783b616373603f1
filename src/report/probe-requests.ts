import { DeclaredClient } from './declared-identities';
import { ANYBODY } from './identity-grants';
import { manifestsOf, RenderedObject } from './rendered-cluster';
import { CheckInput } from '../checks/check-input';
import { CheckedPods } from '../checks/checked-pods';
import { Raw } from '../checks/raw';
import { HttpRequest } from '../network/mesh/http-request';
import { Analysis } from '../reachability/analysis';
import { PortSet } from '../reachability/port-set';
import { Workload } from '../topology/model';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/**
 * What the kubelet asks the pods of each workload, by its position. It has no identity, and its addresses are those of the nodes, which
 * need not be known: a mesh that judges requests lets these in from everybody.
 */
export function probeRequests(
  analysis: Analysis,
  objects: readonly RenderedObject[],
): ReadonlyMap<number, readonly DeclaredClient[]> {
  const { pods } = new CheckInput(analysis, manifestsOf(objects));
  return new Map(pods.map((each) => [each.position, clientsOf(each)]));
}

function clientsOf({ containers, workload }: CheckedPods): DeclaredClient[] {
  return containers.flatMap(({ field }) =>
    PROBES.flatMap((name) => {
      const probe = field.get(name);
      const [httpGet, grpc] = [probe.get('httpGet'), probe.get('grpc')];
      if (!grpc.isAbsent) return clientOf(grpc.get('port'), workload, GRPC);
      // One that names its host asks somebody else.
      if (httpGet.isAbsent || !httpGet.get('host').isAbsent) return [];
      const path = (httpGet.get('path').text() ?? '/').replace(/[?#].*$/, '');
      return clientOf(httpGet.get('port'), workload, { method: 'GET', path });
    }),
  );
}

const GRPC: HttpRequest = { method: 'POST', path: '/grpc.health.v1.Health/Check' };

function clientOf(field: Raw, { namedPorts }: Workload, request: HttpRequest): DeclaredClient[] {
  const { value } = field;
  const port = typeof value === 'number' ? value : namedPorts.find(({ name }) => name === value)?.port;
  if (port === undefined) return [];
  const ports = PortSet.range('TCP', port, port);
  return [{ who: [ANYBODY], sources: [], isInside: false, ports, http: [request], text: 'probes' }];
}
