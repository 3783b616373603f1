import { DebugPod } from './debug-pods';
import { RunbookFacts, ServiceFacts } from './facts';
import { DEBUG_IMAGE, shownImage } from './images';
import { fullName, podNames } from './names';
import { bashBlock, bullets, code, codes, few, paragraph } from './page';
import { PortFacts, portsOf } from './ports-of';
import { isHostName, jsonWord, selectorWord, shellWord } from './shell-text';
import { podsOf } from './workload-text';

/** How to call a Service from a pod that the policies let in. */
export function trySection(facts: ServiceFacts, runbook: RunbookFacts, pod: DebugPod | undefined): string {
  const isName = facts.kind === 'ExternalName';
  if (facts.backends.length === 0 && !isName) return '';
  const inCaller = callerText(facts, runbook);
  if (pod === undefined) {
    const why = isName
      ? 'No labels were found with which the policies of these manifests let a pod ask DNS'
      : 'No labels were found with which the policies of these manifests let a pod in';
    return `### Call it from a pod\n\n${paragraph(`${why}: a call from a pod of your own tells nothing.`)}${inCaller}`;
  }
  const where = `-n ${shellWord(pod.namespace)}`;
  const ports = portsOf(facts).filter(({ port }) => pod.open.includes(port) || pod.undecided.includes(port));
  const lines = [
    ...runLines(pod, DEBUG_IMAGE, pod.podName),
    '# The name, then the ports',
    ...nameLines(facts, pod),
    ...(isName ? outwardLines(facts, pod) : ports.flatMap((port) => callLines(facts, port, pod))),
    '# When you are done',
    `kubectl delete pod ${shellWord(pod.podName)} ${where}`,
  ];
  return (
    `### Call it from a pod\n\n${paragraph(introText(facts, pod))}${bashBlock(lines)}${bullets(notesOn(pod))}` +
    (isName ? '' : clientText(facts, ports, pod)) +
    inCaller
  );
}

/** A pod that runs under the Pod Security Standard "restricted", ends by itself, and takes no traffic of Services. */
function runLines(pod: DebugPod, image: string, name: string, size = SMALL): string[] {
  const where = `-n ${shellWord(pod.namespace)}`;
  const overrides = jsonWord({
    apiVersion: 'v1',
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image,
          command: ['sleep', '1800'],
          ...(isLikeOthers(pod) ? { readinessProbe: { exec: { command: ['false'] } } } : {}),
          resources: { requests: size, limits: size },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  });
  return [
    `kubectl run ${shellWord(name)} ${where} --image=${shellWord(image)} --restart=Never \\`,
    `  --labels=${selectorWord(pod.labels)} \\`,
    `  --overrides=${overrides}`,
    `kubectl wait pod/${shellWord(name)} ${where} --for=jsonpath='{.status.phase}'=Running --timeout=60s`,
  ];
}

/** Whether somebody's Service may select its labels, be it one that is in no manifest here. */
function isLikeOthers({ like, selectedBy }: DebugPod): boolean {
  return like !== undefined || selectedBy.length > 0;
}

/** A client of a database is a program of its own. */
const LARGE = { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '64Mi' };
const SMALL = { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' };

function introText(facts: ServiceFacts, pod: DebugPod): string {
  const { namespace, labels, like } = pod;
  const names = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const whose =
    like === undefined
      ? ''
      : like.split('/').length === 3 && !/Policy$/.test(like.split('/')[1])
        ? `, like the pods of ${code(like)}`
        : `, which ${code(like)} asks for`;
  return (
    `A pod in ${code(namespace)} with the ${names.length === 1 ? 'label' : 'labels'} ${codes(names)}${whose}. ` +
    `${verdictText(facts, pod)}. It has no rights in the cluster, and it ends after half an hour.`
  );
}

function verdictText({ kind, service: { ports } }: ServiceFacts, { open, undecided, dns }: DebugPod): string {
  const list = (some: typeof open): string =>
    few(
      some.map(({ port, protocol }) => code(`${port}/${protocol}`)),
      5,
    );
  const name =
    dns === 'open'
      ? 'The policies of these manifests let it ask DNS'
      : 'The manifests do not decide whether it may ask DNS';
  if (kind === 'ExternalName') {
    return open.length === ports.length
      ? `${name}, and leave the cluster`
      : `${name}; ${undecided.length > 0 ? `some addresses outside are open to it on ${list(undecided)}` : 'what it may reach outside the manifests do not say'}`;
  }
  if (open.length === ports.length) return 'The policies of these manifests let it in';
  if (open.length > 0) return `The policies of these manifests let it in on ${list(open)} alone`;
  return `The manifests do not decide whether policies let it in on ${list(undecided)}`;
}

function nameLines(facts: ServiceFacts, { dns, podName, namespace }: DebugPod): string[] {
  const exec = `kubectl exec -n ${shellWord(namespace)} ${shellWord(podName)} --`;
  if (dns === 'closed') return ['# (its policies do not let it ask DNS, so that the address is asked from here)'];
  const pods = podNames(facts).slice(0, 1);
  return [fullName(facts), ...pods].map((name) => `${exec} nslookup ${shellWord(name)}`);
}

/** The host that a pod calls: the name, or an address where it may not ask for names. */
function hostOf(facts: ServiceFacts, { dns }: Pick<DebugPod, 'dns'>): string {
  if (dns !== 'closed') return shellWord(`${facts.service.name}.${facts.service.namespace}`);
  const { name, namespace } = facts.service;
  const where = `${shellWord(name)} -n ${shellWord(namespace)}`;
  return facts.kind === 'headless'
    ? `"$(kubectl get endpoints ${where} -o jsonpath='{.subsets[0].addresses[0].ip}')"`
    : `"$(kubectl get service ${where} -o jsonpath='{.spec.clusterIP}')"`;
}

/** A headless Service leads nowhere by itself: clients connect to the pods' port. */
export function portToCall({ kind }: ServiceFacts, { port, target }: PortFacts): number {
  return kind === 'headless' ? (target ?? port.port) : port.port;
}

function callLines(facts: ServiceFacts, port: PortFacts, pod: DebugPod): string[] {
  const exec = `kubectl exec -n ${shellWord(pod.namespace)} ${shellWord(pod.podName)} --`;
  const [host, number] = [hostOf(facts, pod), portToCall(facts, port)];
  if (port.port.protocol === 'UDP') {
    return [`# ${number}/UDP answers in its own protocol alone: ask it with its client`];
  }
  if (port.port.protocol === 'SCTP') return [`# ${number}/SCTP: ${DEBUG_IMAGE} has no client for it`];
  const path = port.path ?? '/';
  if (port.spoken === 'http') return [`${exec} wget -qO- -T 5 http://${host}:${number}${path}`];
  if (port.spoken === 'https') {
    return [`${exec} wget -qO- -T 5 --no-check-certificate https://${host}:${number}${path}`];
  }
  return [`${exec} nc -zv -w 5 ${host} ${number}`];
}

/** What is behind a name outside of the cluster. */
function outwardLines({ service }: ServiceFacts, pod: DebugPod): string[] {
  const { externalName } = service;
  if (externalName === undefined || !isHostName(externalName)) return [];
  const exec = `kubectl exec -n ${shellWord(pod.namespace)} ${shellWord(pod.podName)} --`;
  const ports = service.ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port);
  return [
    `${exec} nslookup ${externalName}`,
    ...(ports.length === 0 ? [443] : ports).map((port) => `${exec} nc -zv -w 5 ${externalName} ${port}`),
  ];
}

function notesOn(pod: DebugPod): string[] {
  const { selectedBy, adoptedBy, dns, undecided, open, namespace, isUnknownPlace } = pod;
  const notes: string[] = [];
  if (isLikeOthers(pod)) {
    const who =
      selectedBy.length === 0
        ? 'A Service that these manifests do not have may select these labels, too'
        : `${few(selectedBy.map(code), 3)} ${selectedBy.length === 1 ? 'selects' : 'select'} these labels, too`;
    notes.push(
      `${who}: the readiness probe fails on purpose, so that the pod takes no traffic of users. Leave it in; only a Service with ${code('publishNotReadyAddresses')} sends it traffic all the same. ` +
        'A Deployment does not take the pod for its own; an autoscaler and a disruption budget count it while it is there.',
    );
  }
  if (adoptedBy.length > 0) {
    notes.push(
      `**The controller of ${few(adoptedBy.map(code), 3)} takes the pod for one of its own, and deletes it or another one.** Use a pod that is there instead (below).`,
    );
  }
  if (isUnknownPlace) {
    notes.push(`These manifests have nothing in ${code(namespace)}: policies of others there are not known.`);
  }
  if (dns === 'undecided') notes.push('The manifests do not decide whether it may ask DNS.');
  if (open.length > 0 && undecided.length > 0) {
    notes.push(
      `Not decided by the manifests: ${few(
        undecided.map(({ port, protocol }) => code(`${port}/${protocol}`)),
        5,
      )}.`,
    );
  }
  return notes;
}

const CLIENTS = {
  postgres: {
    name: 'psql',
    call: (host: string, port: number) => `psql -h ${host} -p ${port} -U USER -d DATABASE -c 'select 1'`,
  },
  mysql: {
    name: 'mysql',
    call: (host: string, port: number) => `mysql -h ${host} -P ${port} -u USER -p -e 'select 1'`,
  },
  mongo: {
    name: 'mongosh',
    call: (host: string, port: number) => `mongosh --host ${host} --port ${port} --eval 'db.runCommand({ ping: 1 })'`,
  },
  redis: { name: 'redis-cli', call: (host: string, port: number) => `redis-cli -h ${host} -p ${port} ping` },
} as const;

/** The client of a database is in the database's own image. */
function clientText(facts: ServiceFacts, ports: readonly PortFacts[], pod: DebugPod): string {
  const port = ports.find(({ spoken }) => Object.hasOwn(CLIENTS, spoken));
  if (port === undefined) return '';
  const client = CLIENTS[port.spoken as keyof typeof CLIENTS];
  const [container] = port.containers;
  const images = facts.backends.slice(0, 3).flatMap(({ pods }) => pods?.containers ?? []);
  const image = shownImage(
    images
      .find(({ name }) => name === (container?.name ?? images[0]?.name))
      ?.field.get('image')
      .text(),
  );
  if (image === undefined) return '';
  const where = `-n ${shellWord(pod.namespace)}`;
  const name = `${pod.podName.slice(0, 56).replace(/[^a-z0-9]+$/, '')}-client`;
  const lines = [
    ...runLines(pod, image, name, LARGE),
    `kubectl exec -it ${where} ${shellWord(name)} -- ${client.call(hostOf(facts, pod), portToCall(facts, port))}`,
    `kubectl delete pod ${shellWord(name)} ${where}`,
  ];
  return (
    paragraph(`With the database's own client, which asks for the password; USER and DATABASE are yours to fill in:`) +
    bashBlock(lines)
  );
}

/** A container beside those of a caller has all of its labels and policies, because it is in its pod. */
function callerText(facts: ServiceFacts, { connections, input }: RunbookFacts): string {
  const { cluster } = input.analysis;
  if (facts.backends.length === 0) return '';
  const { flows } = connections.callersOf(facts.backends[0].position, facts.service.id);
  const caller = flows
    .map(({ from }) => (from.kind === 'workload' ? cluster.positions.get(from.id) : undefined))
    .find((position) => position !== undefined);
  if (caller === undefined) return '';
  const workload = cluster.workloads[caller];
  const where = `-n ${shellWord(workload.namespace)}`;
  const [port] = portsOf(facts).filter(({ port: { protocol } }) => protocol === 'TCP');
  const call =
    port === undefined
      ? `nslookup ${shellWord(fullName(facts))}`
      : `nc -zv -w 5 ${shellWord(`${facts.service.name}.${facts.service.namespace}`)} ${portToCall(facts, port)}`;
  return (
    paragraph(
      `Or from a pod of ${code(workload.id)} that is there, with exactly its policies. The container stays in the pod until the pod is replaced; kubectl 1.31 or newer:`,
    ) +
    bashBlock([
      `POD=$(kubectl get pods ${where} ${podsOf({ workload, position: caller })} -o name | head -n 1)`,
      `kubectl debug ${where} "$POD" -it --image=${DEBUG_IMAGE} --profile=restricted \\`,
      `  --custom=<(echo '{"securityContext":{"runAsUser":65534}}') -- ${call}`,
    ])
  );
}
