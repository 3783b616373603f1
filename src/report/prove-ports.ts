import { clientOf } from './declared-openings';
import { Proof, verdictOn } from './findings';
import { PeerCompiler } from './peer-compiler';
import { toPortSet } from './port-sets';
import { Acceptance, Declaration, Declarations } from '../network/declarations';
import { Port } from '../network/port';
import { eachPort, listensAnywhere, MistakenPort, mistakenPort } from '../reachability/mistaken-port';
import { PortSet } from '../reachability/port-set';
import { inWords, Refusal } from '../support/refuse';
import { Workload } from '../topology/model';

/**
 * Declared ports must be those of the destination's pods: a name that none of their containers has opens nothing, and the
 * port of a Service is not theirs. Here all of them are known: Services of cdk8s-plus, of Helm charts, and later calls.
 */
export function provePorts(proof: Proof, { declared, accepted }: Declarations): void {
  provePortsExist(proof);
  const compiler = new PeerCompiler(proof.analysis.cluster, undefined);
  for (const declaration of declared) {
    const destinations = destinationsOf(proof, compiler, declaration);
    for (const port of declaration.ports) {
      const refusal = refuseMistaken(proof, port, declaration.ports, destinations);
      if (refusal !== undefined) proof.findings.fail(clientOf(declaration).owner, refusal);
    }
  }
  for (const acceptance of accepted) refuseUseless(proof, acceptance);
}

/** Others may open the port of a Service, as long as nobody mends their policy; else accepting it says nothing. */
function refuseUseless(proof: Proof, { member, ends, ports }: Acceptance): void {
  const own = proof.pods.of(member);
  const others = ends.egress.flatMap((end) => (end.kind === 'pods' ? proof.pods.of(end.member) : []));
  const pairs = own.flatMap((one) => others.flatMap((other) => [[one, other] as const, [other, one] as const]));
  for (const port of ports) {
    const isOpen = pairs.some(([source, destination]) => {
      const asked = toPortSet(port, proof.analysis.cluster.workloads[destination]);
      return verdictOn(proof, source, destination).allow.overlaps(asked);
    });
    if (isOpen) continue;
    for (const destination of [...others, ...own]) {
      const refusal = refuseMistaken(proof, port, ports, [destination], 'accepted');
      if (refusal !== undefined) proof.findings.fail(member.owner, refusal);
    }
  }
}

function provePortsExist({ analysis, openings, findings, isStandIn }: Proof): void {
  for (const { member, port, destination } of openings.portless) {
    if (isStandIn(destination)) continue;
    findings.fail(member.owner, refusePortless(port.toString(), analysis.cluster.workloads[destination]));
  }
}

/** What is wrong with a port that a workload has not. */
export function refusePortless(port: string, { id, namedPorts, declaredPorts }: Workload): Refusal {
  const unnamed = declaredPorts.filter(
    (own) => !namedPorts.some((named) => named.port === own.port && named.protocol === own.protocol),
  );
  const known = [
    ...namedPorts.map(({ name, port: number, protocol }) => `${name} (${number}/${protocol})`),
    ...unnamed.map(({ port: number, protocol }) => `${number}/${protocol}, without a name`),
  ];
  const calls = [
    ...namedPorts.map(
      ({ name, protocol }) => `Port.named('${name}'${protocol === 'TCP' ? '' : `, Protocol.${protocol}`})`,
    ),
    ...unnamed.map(({ port: number, protocol }) => `Port.${protocol.toLowerCase()}(${number})`),
  ];
  return {
    what: `declared port ${port}`,
    got: inWords(`no container of ${id} with a port of that name and protocol`),
    allowed: known.length === 0 ? 'a port of the destination' : `a port of the destination: ${known.join(', ')}`,
    fix:
      calls.length === 0
        ? 'use the name of one of its ports, or a number: Port.tcp(…)'
        : `write ${calls.slice(0, 3).join(' or ')}`,
  };
}

/** The workloads of the app that a declaration surely means; a wide peer means some of them, and nobody knows which. */
function destinationsOf(
  { pods }: Proof,
  compiler: PeerCompiler,
  { member, direction, end, ports }: Declaration,
): readonly number[] {
  if (direction === 'ingress') return pods.of(member);
  if (end.kind === 'pods') return pods.of(end.member);
  if (end.kind !== 'peer' || end.podsOfApp !== 'all') return [];
  const found = new Set(pods.of(member).flatMap((own) => compiler.compile(own, end.peers, ports).pods.members));
  return [...found];
}

/** What is wrong with the number of a Service that leads to another port of all these pods. */
function refuseMistaken(
  { analysis }: Proof,
  { protocol, number, endNumber, name }: Port,
  ports: readonly Port[],
  destinations: readonly number[],
  said = 'declared',
): Refusal | undefined {
  if (protocol === undefined || number === undefined || endNumber !== undefined || name !== undefined) return undefined;
  const mistakes: MistakenPort[] = [];
  for (const position of destinations) {
    const mistake = listensAnywhere(analysis, position)
      ? undefined
      : mistakenPort(analysis, position, protocol, number);
    if (mistake === undefined) return undefined;
    const destination = analysis.cluster.workloads[position];
    const opened = ports.reduce((all, port) => all.union(toPortSet(port, destination)), PortSet.NONE);
    // The right one is open beside it: nothing is missing.
    if (opened.includes(mistake.targets)) return undefined;
    mistakes.push(mistake);
  }
  if (mistakes.length === 0) return undefined;
  const targets = PortSet.unionAll(mistakes.map((mistake) => mistake.targets));
  const services = [...new Set(mistakes.flatMap((mistake) => mistake.services))].sort();
  const { workloads } = analysis.cluster;
  return {
    what: `${said} port ${number}/${protocol} of ${destinations.map((position) => workloads[position].id).join(', ')}`,
    got: inWords(`the port of ${services.join(' and ')}`),
    allowed: `ports that the pods listen on, which policies are about: ${targets.toString()}`,
    fix: `write ${eachPort(targets)
      .map((target) => `Port.${target.protocol.toLowerCase()}(${target.port})`)
      .join(', ')}`,
  };
}
