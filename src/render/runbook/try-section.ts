import { callerText } from './caller-text';
import { clientText } from './client-text';
import { hostOf, isLikeOthers, portToCall, runLines } from './debug-commands';
import { DebugPod, DebugPods } from './debug-pods';
import { RunbookFacts, ServiceFacts } from './facts';
import { DEBUG_IMAGE } from './images';
import { fullName, podNames } from './names';
import { bashBlock, bullets, code, codes, few, paragraph } from './page';
import { PortFacts, portsOf } from './ports-of';
import { isHostName, shellWord } from './shell-text';

/** How to call a Service from a pod that the policies let in. */
export function trySection(facts: ServiceFacts, runbook: RunbookFacts, debug: DebugPods): string {
  const pod = debug.pods.get(facts.service.id);
  const isName = facts.kind === 'ExternalName';
  if (facts.backends.length === 0 && !isName) return '';
  const inCaller = callerText(facts, runbook, debug);
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

function callLines(facts: ServiceFacts, port: PortFacts, pod: DebugPod): string[] {
  const exec = `kubectl exec -n ${shellWord(pod.namespace)} ${shellWord(pod.podName)} --`;
  const [host, number] = [hostOf(facts, pod.dns), portToCall(facts, port)];
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
        'A Deployment does not take the pod for its own. While it is there an autoscaler counts it, and a disruption budget that selects it may let no pod be drained.',
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
