import { CheckedRule, checkedRules } from './checked-policies';
import { isOfProxy } from './mesh-facts';
import { portField, ruleName } from './policy-places';
import { KnownPods, podsBehind } from './rule-pods';
import { foundServicePorts } from './service-port-in-rule';
import { meshOf } from '../../reachability/identity/caller';
import { PolicyPort, Protocol } from '../../topology/model';
import { CheckInput } from '../check-input';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Ports of rules on which none of the pods listens that these are about. */
export const portMatchesNobody: Rule = {
  id: 'port-matches-nobody',
  title: 'A rule has a port that none of its pods has',
  severity: 'warning',
  group: 'connectivity',
  why: 'A name is looked up among the ports of the containers: where none has it, the rule opens nothing. A number opens a port all the same, but mostly another one was meant.',
  fix: 'Write a port of the containers into the rule, or the port of the rule into ports of the container.',
  *find(input: CheckInput): Iterable<Found> {
    const told = input.once(servicePortKeys);
    for (const checked of input.once(checkedRules)) {
      const ports = portsOf(checked.rule.ports ?? []);
      if (ports.length === 0) continue;
      const pods = podsBehind(input, checked);
      if (pods === undefined) continue;
      const { object, policy, direction, rule, index } = checked;
      const name = ruleName(direction, index, rule);
      for (const port of ports) {
        const found = port.name === undefined ? unheard(checked, pods, port) : unnamed(checked, pods, port);
        if (found === undefined || told.has(JSON.stringify([policy.id, name, port.first]))) continue;
        yield {
          object,
          field: portField(object, name, port.name ?? port.first),
          detail: `${name} ${textOf(port)}`,
          ports: port.protocols.map((protocol) => `${port.name ?? runOf(port)}/${protocol}`),
          ...found,
          message: `${policy.id} ${name} is for ${found.message}`,
        };
      }
    }
  },
};

/** A port of a rule, for all the protocols that the rule has it for. */
interface RulePort {
  readonly name?: string;
  readonly first: number;
  readonly last: number;
  readonly protocols: readonly Protocol[];
}

/** One port is often there for TCP and UDP, and meant for whichever there is. */
function portsOf(ports: readonly PolicyPort[]): RulePort[] {
  const found = new Map<string, RulePort & { protocols: Protocol[] }>();
  for (const port of ports) {
    if (port.kind === 'all') continue;
    const [first, last] = port.kind === 'range' ? [port.first, port.last] : [0, 0];
    const name = port.kind === 'named' ? port.name : undefined;
    const key = JSON.stringify([name, first, last]);
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { ...(name === undefined ? {} : { name }), first, last, protocols: [port.protocol] });
    } else if (!known.protocols.includes(port.protocol)) {
      known.protocols.push(port.protocol);
    }
  }
  return [...found.values()];
}

type Told = Pick<Found, 'message' | 'fix' | 'severity'>;

function unnamed({ rule }: CheckedRule, pods: KnownPods, { name = '', protocols }: RulePort): Told | undefined {
  const alike = pods.names.get(name);
  if (protocols.some((protocol) => alike?.has(protocol) === true)) return undefined;
  const nothing = `so that it ${rule.action === 'deny' ? 'closes' : 'opens'} nothing`;
  if (alike !== undefined) {
    const other = [...alike].sort().join(' and ');
    return {
      message: `port "${name}" of ${protocols.join(' and ')}, which is of ${other} in ${whose(pods)}, ${nothing}`,
      fix: `write protocol: ${[...alike].sort()[0]} beside port: ${name}`,
    };
  }
  const names = [...pods.names.keys()].sort();
  return {
    message: `port "${name}", which ${none(pods, 'has')}, ${nothing}`,
    fix:
      names.length === 0
        ? `give the port of the container name: ${name}, or write its number into the rule`
        : `write the name of a port that is there (${firstOf(names)}), or its number`,
  };
}

function unheard({ rule }: CheckedRule, pods: KnownPods, port: RulePort): Told | undefined {
  // To deny more than there is, or to leave it to others, is no mistake.
  if ((rule.action ?? 'accept') !== 'accept' || !pods.declareAll) return undefined;
  const isSingle = port.first === port.last && port.protocols.includes('TCP');
  if (isSingle && pods.pods.some(({ workload }) => isOfProxy(meshOf(workload), port.first))) return undefined;
  if (pods.mayListen(port.protocols, port.first, port.last)) return undefined;
  return {
    severity: 'note',
    message: `${textOf(port)}, which ${none(pods, 'declares')}; declared is ${firstOf(pods.declared())}`,
    fix: `write the port that is meant, or declare ${runOf(port)} in ports of the container`,
  };
}

/** The ports of which it is told that they are those of a Service. For `once`. */
function servicePortKeys(input: CheckInput): ReadonlySet<string> {
  return new Set(
    input
      .once(foundServicePorts)
      .map(({ policy, direction, rule, given, port }) =>
        JSON.stringify([policy.id, ruleName(direction, rule, given), port]),
      ),
  );
}

function textOf({ name, protocols, ...port }: RulePort): string {
  return name ?? `${runOf(port)}/${protocols.join(' and ')}`;
}

function runOf({ first, last }: Pick<RulePort, 'first' | 'last'>): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function none(pods: KnownPods, verb: string): string {
  return `${pods.pods.length === 1 ? 'no container of' : 'none of'} ${whose(pods)} ${verb}`;
}

function whose({ pods }: KnownPods): string {
  return firstOf(
    pods.map(({ object }) => object.id),
    3,
  );
}
