import { readSelectedPods, SelectedPods } from './cilium-endpoints';
import { readOtherSelector } from './cilium-labels';
import { PlacedRule, readRules } from './cilium-rules';
import { Doubts, Part } from './doubts';
import { PolicyIdentity, PolicyReader } from './policy-reader';
import { Direction, Policy, PolicyRule } from '../model';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];
const LISTS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;
const SUBJECTS = ['endpointSelector', 'nodeSelector'] as const;

/**
 * Reads a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy, with the checks of Cilium: each of its specs is a policy.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/
 */
export const readCiliumNetworkPolicy: PolicyReader = (root, identity) => {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  // The API server drops a description at the top, where examples of Cilium have one.
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'specs', 'status', 'description']);
  const [spec, specs] = [whole.get('spec'), whole.get('specs')];
  if (spec.field.isAbsent && specs.field.isAbsent) {
    spec.field.problem(
      'a map, and `spec` or `specs` is required',
      'say for which pods it is: `spec: { endpointSelector: … }`',
    );
  }
  const policies = [
    ...(spec.field.isAbsent ? [] : readSpec(spec, '', identity)),
    ...specs.items().flatMap((own) => readSpec(own, `${own.name}.`, identity)),
  ];
  if (doubts.first !== undefined) return { notJudged: doubts.first };
  const ofNodes = [spec, ...specs.items()].find((own) => !own.get('nodeSelector').field.isAbsent);
  if (ofNodes === undefined) return policies;
  return {
    notJudged: `${ofNodes.name} is for nodes and for pods on their network`,
    isForNodes: true,
    judged: policies,
  };
};

function readSpec(spec: Part, prefix: string, identity: PolicyIdentity): Policy[] {
  spec.checkMap([...SUBJECTS, ...LISTS, 'labels', 'enableDefaultDeny', 'description', 'log']);
  spec.field.get('description').text();
  if (LISTS.every((list) => spec.get(list).items().length === 0)) {
    spec.field.problem(
      'at least one rule in `ingress`, `ingressDeny`, `egress` or `egressDeny`',
      'an empty rule lets nothing through: `ingress: [{}]`',
    );
  }
  const selected = readSubject(spec, identity);
  const { id, kind, namespace, name, origin } = identity;
  const rules: { [direction in Direction]?: PolicyRule[] } = {};
  const addsTo: Direction[] = [];
  for (const direction of DIRECTIONS) {
    const { placed, isolates } = readDirection(spec, prefix, direction, namespace);
    if (placed.length === 0) continue;
    rules[direction] = placed.map(({ rule, place }, i) =>
      place === `${direction}[${i}]` ? rule : { ...rule, path: place },
    );
    if (!isolates) addsTo.push(direction);
  }
  if (selected === undefined) return [];
  return [
    {
      id,
      kind,
      namespace: namespace ?? '',
      name,
      ...selected,
      rules,
      ...(addsTo.length === 0 ? {} : { addsTo }),
      origin,
    },
  ];
}

/** Whom it selects; nothing if these are no pods. */
function readSubject(spec: Part, { namespace, kind }: PolicyIdentity): SelectedPods | undefined {
  const [endpoints, nodes] = SUBJECTS.map((key) => spec.get(key));
  if (endpoints.field.isAbsent === nodes.field.isAbsent) {
    spec.field.problem('exactly one of `endpointSelector` and `nodeSelector`', 'for every pod: `endpointSelector: {}`');
  }
  if (!nodes.field.isAbsent) {
    if (namespace !== undefined) {
      nodes.field.problem(`nothing in a ${kind}`, 'policies for nodes are of kind CiliumClusterwideNetworkPolicy');
    }
    readOtherSelector(nodes);
  }
  return endpoints.field.isAbsent ? undefined : readSelectedPods(endpoints, namespace);
}

function readDirection(
  spec: Part,
  prefix: string,
  direction: Direction,
  namespace: string | undefined,
): { placed: PlacedRule[]; isolates: boolean } {
  const [opens, denies] = [spec.get(direction), spec.get(`${direction}Deny`)];
  const own = { direction, namespace, isOfNodes: !spec.get('nodeSelector').field.isAbsent };
  const placed = [
    ...readRules(opens, prefix, { ...own, action: 'accept' }),
    ...readRules(denies, prefix, { ...own, action: 'deny' }),
  ];
  const defaults = spec.get('enableDefaultDeny');
  defaults.checkFields(DIRECTIONS);
  const given = defaults.get(direction);
  const isolates = given.field.flag() || given.field.isAbsent;
  const hasOthers = LISTS.some((list) => spec.get(list).items().length > 0);
  if (placed.length === 0 && hasOthers) warnOfNoRules(spec, direction, given);
  if (!isolates && placed.some(({ isNarrow }) => isNarrow)) {
    given.doubt('is false, and whether what the rules narrow is closed otherwise depends on the version of Cilium');
  }
  return { placed, isolates };
}

/** Both look as if they closed the direction, and do nothing. */
function warnOfNoRules(spec: Part, direction: Direction, enabled: Part): void {
  const list = spec.get(direction);
  const what = enabled.field.value === true ? enabled : list.isEmptyList ? list : undefined;
  if (what === undefined) return;
  what.field.warn(
    `${what.name}: got no rules in \`${direction}\`, so nothing is closed. Fix: an empty rule lets nothing through, \`${direction}: [{}]\``,
  );
}
