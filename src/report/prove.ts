import { IConstruct } from 'constructs';
import { analyseScope } from './analyse-app';
import { findOversights } from './oversights';
import { rememberPerTurn } from './per-turn';
import { workloadIdsOf } from './workload-ids';
import { ClusterProfile } from '../network/cluster-profile';
import { Declaration, declarationsOf, onFirstDeclaration } from '../network/declarations';
import { Port } from '../network/port';
import { Analysis } from '../reachability/analysis';
import { Side } from '../reachability/cluster';
import { judge, judgeSide } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { inWords, refusalMessage } from '../support/refuse';
import { warn } from '../support/warn';
import { Protocol, Workload } from '../topology/model';

/** Attaches the proof to every app that declares a connection. */
export function proveAtSynth(): void {
  // cdk8s's App validates once per chart; one proof serves all of them.
  const errorsOf = rememberPerTurn(proveConnections);
  onFirstDeclaration((app) => app.node.addValidation({ validate: () => errorsOf(app) }));
}

/**
 * The declared connections of an app that its rendered policies, all of them counted, do not let through. What is legal
 * but probably not meant is said on the way, as warnings.
 */
export function proveConnections(app: IConstruct): string[] {
  const analyses = analyseScope(app);
  for (const analysis of analyses.values()) {
    for (const oversight of findOversights(analysis)) warn(app, oversight);
  }
  const errors = declarationsOf(app).flatMap((declaration) => {
    const analysis = analyses.get(ClusterProfile._applied(declaration.client));
    return analysis === undefined ? [] : prove(analysis, declaration);
  });
  return [...new Set(errors)];
}

function prove(analysis: Analysis, { client, server, ports }: Declaration): string[] {
  const { cluster } = analysis;
  const positions = (construct: IConstruct): number[] =>
    workloadIdsOf(construct)
      .map((id) => cluster.positions.get(id))
      .filter((position) => position !== undefined);
  return positions(client).flatMap((source) =>
    positions(server).flatMap((destination) => {
      const declared = ports.reduce(
        (set, port) => set.union(toPortSet(port, cluster.workloads[destination])),
        PortSet.NONE,
      );
      const { allow, unknown } = judge(cluster, source, destination);
      // What the manifests leave to the plugin is no proof of the contrary.
      const closed = declared.subtract(allow).subtract(unknown);
      return closed.isEmpty ? [] : [describeClosed(analysis, client, source, destination, closed)];
    }),
  );
}

function describeClosed(
  { cluster }: Analysis,
  client: IConstruct,
  source: number,
  destination: number,
  closed: PortSet,
): string {
  const { workloads, sides } = cluster;
  const lets = (side: Side, peer: number): boolean =>
    judgeSide(side, peer, workloads[destination]).allow.includes(closed);
  const closers = [
    ...(lets(sides.egress[source], destination) ? [] : [closedBy('egress', workloads[source], sides.egress[source])]),
    ...(lets(sides.ingress[destination], source)
      ? []
      : [closedBy('ingress', workloads[destination], sides.ingress[destination])]),
  ];
  return refusalMessage(client, {
    what: `declared connection from ${workloads[source].id} to ${workloads[destination].id} on ${closed.toString()}`,
    got: inWords(`closed: ${closers.join('; ')}`),
    allowed: 'a connection that the rendered policies let through on both sides',
    fix:
      'let the closed side have a policy of its own (NetworkPolicyMode.ISOLATED; Connections.of(workload) for workloads ' +
      'of cdk8s-plus), or add the rule to the policy that isolates it',
  });
}

function closedBy(direction: string, workload: Workload, { isolatedBy }: Side): string {
  return `${direction} of ${workload.id} is isolated by ${isolatedBy.map(({ id }) => id).join(', ')} without a rule for it`;
}

/** Ports as declared; a named one is looked up in the destination's pods. */
export function toPortSet({ protocol, number, endNumber, name }: Port, destination: Workload): PortSet {
  if (protocol === undefined) return PortSet.ALL;
  const transport = protocol as unknown as Protocol;
  if (name !== undefined) {
    const found = destination.namedPorts.filter((port) => port.name === name && port.protocol === transport);
    return found.reduce((set, { port }) => set.union(PortSet.range(transport, port, port)), PortSet.NONE);
  }
  return number === undefined ? PortSet.range(transport) : PortSet.range(transport, number, endNumber ?? number);
}
