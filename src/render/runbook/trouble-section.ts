import { DebugPods } from './debug-pods';
import { RunbookFacts, ServiceFacts } from './facts';
import { DEBUG_IMAGE } from './images';
import { fullName } from './names';
import { code, codes, few, first } from './page';
import { policiesOn } from './policy-lines';
import { PortFacts, portsOf } from './ports-of';
import { selectorWord, shellWord } from './shell-text';
import { numbered, Step } from './step';
import { troubleOutside } from './trouble-outside';
import { kubectlName, readinessTexts } from './workload-text';
import { formatEnd, nameEnd, endText } from '../../reachability/end';

/** What "not reachable" can be, in the order in which it is found out. */
export function troubleSection(facts: ServiceFacts, runbook: RunbookFacts, debug: DebugPods): string {
  const inside =
    facts.kind === 'ExternalName'
      ? [externalName(facts, runbook)]
      : [
          podsStep(facts),
          readyStep(facts),
          ...listenStep(facts),
          nameStep(facts, runbook, debug),
          ...policyStep(facts, runbook),
          ...affinityStep(facts),
        ];
  return `### If it does not answer\n\n${numbered([...inside, ...troubleOutside(facts, runbook)])}`;
}

function step(title: string, text: string, commands: readonly string[] = [], points: readonly string[] = []): Step {
  return { title, text, commands, points };
}

function podsStep({ service, backends }: ServiceFacts): Step {
  const where = `-n ${shellWord(service.namespace)}`;
  if (service.selector === undefined) {
    return step(
      'No selector.',
      'The Service leads to the addresses of EndpointSlices that carry its name; if there are none, connections are refused.',
      [
        `kubectl get endpointslices ${where} -l ${selectorWord({ 'kubernetes.io/service-name': service.name })} -o yaml`,
      ],
    );
  }
  const selects = codes(Object.entries(service.selector).map(([key, value]) => `${key}=${value}`));
  const here =
    backends.length === 0
      ? `**No workload of these manifests has ${selects}**, so either these are not all manifests, or the selector is wrong: compare it with the labels of the pods.`
      : `It selects ${selects}, which ${few(
          backends.map(({ workload }) => code(workload.id)),
          3,
        )} ${backends.length === 1 ? 'has' : 'have'}. If no pod is listed, nothing runs: the events of the workload say why (image, quota, admission, no node that fits).`;
  return step('No pods, or others.', here, [
    `kubectl get pods ${where} -l ${selectorWord(service.selector)} --show-labels`,
    ...backends
      .slice(0, 3)
      .filter(({ workload }) => workload.kind !== 'Pod')
      .map((each) => `kubectl describe ${kubectlName(each)} ${where}`),
  ]);
}

function readyStep({ service, backends, spec }: ServiceFacts): Step {
  const where = `-n ${shellWord(service.namespace)}`;
  const ready = [...new Set(backends.slice(0, 3).flatMap(readinessTexts))];
  const published =
    spec.get('publishNotReadyAddresses').value === true
      ? ' This Service has `publishNotReadyAddresses`: pods that are not ready take traffic, too.'
      : '';
  const text = `Pods run and \`ENDPOINTS\` is \`<none>\` or too short: they are not ready. Clients see "connection refused" at once, a route answers 503.${published}`;
  return step(
    'Pods that are not ready.',
    text,
    [
      `kubectl get endpoints ${shellWord(service.name)} ${where}`,
      ...(service.selector === undefined
        ? []
        : [`kubectl describe pods ${where} -l ${selectorWord(service.selector)}`]),
    ],
    first(ready, 6).shown,
  );
}

function listenStep(facts: ServiceFacts): Step[] {
  const { backends } = facts;
  const [backend] = backends;
  const ports = portsOf(facts);
  if (backend === undefined || ports.length === 0) return [];
  const numbers = [...new Set(ports.flatMap(({ target }) => (target === undefined ? [] : [String(target)])))];
  const lost = ports.filter(({ port, containers }) => typeof port.targetPort === 'string' && containers.length === 0);
  const where = `-n ${shellWord(backend.workload.namespace)}`;
  const container =
    ports.find(({ containers }) => containers.length > 0)?.containers[0].name ??
    backend.pods?.containers.find(({ kind }) => kind === 'main')?.name;
  const named = container === undefined ? '' : ` -c ${shellWord(container)}`;
  const points = lost.map(
    ({ port }) =>
      `**No container has a port called ${code(String(port.targetPort))}**, to which Service port ${port.port} leads.`,
  );
  const text =
    numbers.length === 0
      ? 'The pods are ready and refuse connections.'
      : `The pods are ready and refuse connections: the program must listen on ${few(numbers.map(code), 6)}, and not on 127.0.0.1 alone. Images without ${code('netstat')} are asked by a container of ${code(DEBUG_IMAGE)} beside it.`;
  const commands = [
    `kubectl exec ${where} ${kubectlName(backend)}${named} -- netstat -tulpn`,
    ...(facts.service.selector === undefined
      ? []
      : [
          `POD=$(kubectl get pods ${where} -l ${selectorWord(facts.service.selector)} -o name | head -n 1)`,
          `kubectl debug ${where} "$POD" -it --image=${DEBUG_IMAGE} --profile=restricted \\`,
          `  --custom=<(echo '{"securityContext":{"runAsUser":65534}}') -- netstat -tuln`,
        ]),
  ];
  return [step('Nothing listens.', text, commands, points)];
}

function nameStep(facts: ServiceFacts, { connections, input }: RunbookFacts, debug: DebugPods): Step {
  const { service, kind, backends } = facts;
  const answer =
    kind === 'headless'
      ? 'an address for each ready pod, and with none if no pod is ready'
      : 'the address of the Service';
  const callers = backends
    .slice(0, 3)
    .flatMap(({ position }) => connections.callersOf(position, service.id).flows)
    .flatMap(({ from }) => (from.kind === 'workload' ? [from.id] : []));
  const closed = first([...new Set(callers)], 10).shown.filter((id) => {
    return debug.dnsOf(input.analysis.cluster.positions.get(id)!) === 'closed';
  });
  return step(
    'The name is not found.',
    `${code(`nslookup ${fullName(facts)}`)} answers with ${answer}. If the full name works and the short one does not, the client is in another namespace than ${code(service.namespace)}. If no name works, see [the cluster](#the-cluster): DNS itself, or the policies of the client's pods, which must let them ask DNS on port 53 (UDP and TCP).`,
    [],
    closed.map((id) => `**The policies of ${code(id)} do not let it ask DNS.**`),
  );
}

function policyStep(facts: ServiceFacts, runbook: RunbookFacts): Step[] {
  const { backends, service } = facts;
  if (backends.length === 0) return [];
  const policies = policiesOn(backends, runbook);
  const [port] = portsOf(facts);
  const [backend] = backends;
  const asked = port?.target === undefined ? '' : ` --port ${port.target}/${port.port.protocol}`;
  const explain = `service-patterns explain ${runbook.sources.join(' ')} --from ${shellWord(callerOf(facts, runbook))} --to ${shellWord(backend.workload.id)}${asked}`;
  const has =
    policies.length === 0
      ? 'No policy of these manifests is about its pods, but the cluster may have others.'
      : `These have a say: ${few(policies.map(code), 8)}.`;
  return [
    step(
      'A policy closes it.',
      `Connections time out, though the pods are ready and the name is found: mostly a policy, of the caller (egress) or of these pods (ingress). ${has} Policies are about the pods' ports${portNote(port)}. The caller is an example; put in the one that fails:`,
      [explain, `kubectl get networkpolicies -n ${shellWord(service.namespace)}`],
    ),
  ];
}

function portNote(port: PortFacts | undefined): string {
  if (port?.target === undefined || port.target === port.port.port) return '';
  return ` (${port.target}, where the Service has ${port.port.port})`;
}

/** Somebody who may call it; else anybody. */
function callerOf({ backends, service }: ServiceFacts, { connections }: RunbookFacts): string {
  const { flows } = connections.callersOf(backends[0].position, service.id);
  const found = flows.map(({ from }) => from).find(({ kind }) => kind === 'workload' || kind === 'pods');
  return found === undefined ? 'NAMESPACE/WORKLOAD' : endText(found);
}

function affinityStep({ service, spec, kind }: ServiceFacts): Step[] {
  if (spec.get('sessionAffinity').text() !== 'ClientIP') return [];
  if (kind === 'headless') {
    return [step('Session affinity.', '`sessionAffinity` does nothing here: a headless Service carries no traffic.')];
  }
  const seconds = spec.get('sessionAffinityConfig', 'clientIP', 'timeoutSeconds').number() ?? 10800;
  const name = shellWord(service.name);
  return [
    step(
      'Always the same pod, or one pod with all the load.',
      `It has \`sessionAffinity: ClientIP\`: connections from one address come to the same pod until ${seconds} seconds pass without one. All clients behind one proxy, gateway or node have one address. Where a route leads here, most controllers connect to the pods themselves, and affinity is theirs to keep.`,
      [
        `kubectl get service ${name} -n ${shellWord(service.namespace)} -o jsonpath='{.spec.sessionAffinity} {.spec.sessionAffinityConfig}'`,
      ],
    ),
  ];
}

function externalName({ service }: ServiceFacts, { sources }: RunbookFacts): Step {
  const target = service.externalName ?? '';
  const explain = `service-patterns explain ${sources.join(' ')} --from NAMESPACE/WORKLOAD --to ${shellWord(formatEnd(nameEnd(target)))}`;
  const points = [
    `${code(`nslookup ${fullName({ service })}`)} must answer with ${code(`canonical name = ${target}`)} and its addresses. No CNAME: DNS of the cluster. A CNAME without addresses: the name outside, or the resolver that CoreDNS forwards to.`,
    `TLS and HTTP are about the name that the client asks for: the certificate is for ${code(target)}, not for ${code(service.name)}. Clients need that name for TLS (SNI) and as ${code('Host')}.`,
    'Its ports are for people: DNS has none, so that clients name the port of the target themselves.',
    `Policies: a NetworkPolicy has no names, so that the callers' egress must let them reach the addresses of ${code(target)}. For policies that have names: ${code(explain)}`,
  ];
  const commands = [
    `kubectl get service ${shellWord(service.name)} -n ${shellWord(service.namespace)} -o jsonpath='{.spec.externalName}'`,
  ];
  return step('DNS, TLS or a policy.', 'There are no pods and no endpoints to look at.', commands, points);
}
