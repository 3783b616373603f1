import { inCidr } from './naive-addresses';
import { Answer, Packet, PacketEnd, Stranger } from './oracle';
import { End, PodsEnd } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';

/** Listed flows answer a packet, too: what is listed neither as allowed nor as undefined is denied. */
export function answerOf(flows: readonly Flow[], packet: Packet): Answer {
  const verdicts = flows.filter(({ ports }) => covers(ports, packet)).map(({ verdict }) => verdict);
  return verdicts.includes('allow') ? 'allow' : verdicts.includes('undefined') ? 'undefined' : 'deny';
}

/** Whether a packet's port is among some. */
export function covers(ports: readonly PortRange[], { protocol, port }: Packet): boolean {
  return ports.some((range) => range.protocol === protocol && range.port <= port && port <= range.endPort);
}

/** Whether an end of a packet is among those of a flow. */
export function touches(end: PacketEnd, flowEnd: End): boolean {
  if ('pod' in end) return 'id' in flowEnd && flowEnd.id === end.pod;
  if ('stranger' in end) return 'pods' in flowEnd && isAmong(end.stranger, flowEnd);
  if (!('cidr' in flowEnd) || !inCidr(end.ip, flowEnd.cidr)) return false;
  return !flowEnd.except.some((inner) => inCidr(end.ip, inner));
}

function isAmong(
  { namespaceLabels, labels }: Stranger,
  { namespaces, pods }: Pick<PodsEnd, 'namespaces' | 'pods'>,
): boolean {
  return textSelects(namespaces, namespaceLabels) && textSelects(pods, labels);
}

function textSelects(text: string, labels: Readonly<Record<string, string>>): boolean {
  if (text === '*') return true;
  return text.split(/,(?![^(]*\))/).every((requirement) => {
    const list = /^([\w./-]+) (in|notin) \((.*)\)$/.exec(requirement);
    if (list !== null) {
      const [, key, operator, values] = list;
      return (operator === 'in') === (key in labels && values.split(',').includes(labels[key]));
    }
    const equation = /^([\w./-]+)(!?=)(.*)$/.exec(requirement);
    if (equation !== null) return (equation[2] === '=') === (labels[equation[1]] === equation[3]);
    return requirement.startsWith('!') ? !(requirement.slice(1) in labels) : requirement in labels;
  });
}
