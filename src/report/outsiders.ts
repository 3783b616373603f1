import { includesAll } from './selector-inclusion';
import { Cluster, CompiledRule } from '../reachability/cluster';
import { ANY_POD, endText, podsEnd } from '../reachability/end';
import { matchAddresses } from '../reachability/pod-addresses';
import { formatSelector } from '../reachability/selector';
import { Direction, NAMESPACE_NAME_LABEL, PolicyPeer, Requirement, Selector } from '../topology/model';
import { EVERYTHING } from '../topology/parse-selector';

/** Pods that a rule names and that need not be in the rendering. */
export interface Outsiders {
  /** `pods:kubernetes.io/metadata.name=ops/app=tool` */
  readonly text: string;
  readonly namespaces: Selector;
  readonly pods: Selector;
}

type PodsPeer = Extract<PolicyPeer, { kind: 'pods' }>;

const EVERYBODY: readonly Outsiders[] = [{ text: endText(ANY_POD), namespaces: EVERYTHING, pods: EVERYTHING }];
const NOBODY: readonly Outsiders[] = [];
/** A selector that lists more combinations of values is taken as a whole. */
const MOST_COMBINATIONS = 100;

/**
 * The pods that rules let through although no manifest of the app has them. Whoever names a label's value that rendered
 * pods carry means these; whoever names none (a whole namespace, all pods but some) means others beside them, too.
 */
export class OutsiderIndex {
  private readonly labelsOf: ReadonlyMap<string, { readonly [key: string]: string }>;

  constructor(private readonly cluster: Cluster) {
    this.labelsOf = new Map(cluster.topology.namespaces.map(({ name, labels }) => [name, labels]));
  }

  /** Those that a rule names. */
  public of(direction: Direction, rule: CompiledRule): readonly Outsiders[] {
    if (rule.everybody) return EVERYBODY;
    const peers = podPeersOf(direction, rule);
    if (rule.unknownPods.length === 0 && peers.every(({ podSelector }) => namesOneValue(podSelector))) return NOBODY;
    return peers.flatMap((peer) => {
      const namespaces = namespacesOf(peer, rule);
      return oneValueEach(peer.podSelector)
        .filter((pods) => !this.isRendered(namespaces, pods))
        .map((pods) => ({ text: textOf(namespaces, pods), namespaces, pods }));
    });
  }

  /** Whether a rule names all of them, in one of its peers; or the addresses of all pods there are. */
  public covers(direction: Direction, rule: CompiledRule, { namespaces, pods }: Outsiders): boolean {
    if (rule.everybody || matchAddresses(rule.blocks, rule.podAddresses.networks) === 'yes') return true;
    const known = this.asKnown(namespaces);
    return podPeersOf(direction, rule).some((peer) => {
      return includesAll(namespacesOf(peer, rule), known) && includesAll(peer.podSelector, pods);
    });
  }

  private isRendered(namespaces: Selector, pods: Selector): boolean {
    if (pinnedNamespace(namespaces) === undefined || !pods.requirements.some(({ operator }) => operator === 'In')) {
      return false;
    }
    return this.cluster.pods.inNamespaces(namespaces, pods).members.length > 0;
  }

  /** A namespace of the rendering has the labels that it has there. */
  private asKnown(namespaces: Selector): Selector {
    const labels = this.labelsOf.get(pinnedNamespace(namespaces) ?? '');
    if (labels === undefined) return namespaces;
    return { requirements: Object.entries(labels).map(([key, value]) => hasValue(key, value)) };
  }
}

/** The peers of a rule that select pods, as its policy has them. */
function podPeersOf(direction: Direction, { policy, index }: CompiledRule): readonly PodsPeer[] {
  const peers = policy.rules[direction]?.[index].peers ?? [];
  return peers.every((peer) => peer.kind === 'pods') ? peers : peers.filter((peer) => peer.kind === 'pods');
}

function namespacesOf({ namespaceSelector }: PodsPeer, { policy }: CompiledRule): Selector {
  return namespaceSelector ?? { requirements: [hasValue(NAMESPACE_NAME_LABEL, policy.namespace)] };
}

function textOf(namespaces: Selector, pods: Selector): string {
  return endText(podsEnd(formatSelector(namespaces), formatSelector(pods)));
}

function hasValue(key: string, value: string): Requirement {
  return { key, operator: 'In', values: [value] };
}

function pinnedNamespace({ requirements }: Selector): string | undefined {
  const pin = requirements.find(
    ({ key, operator, values }) => key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1,
  );
  return pin?.values[0];
}

function namesOneValue({ requirements }: Selector): boolean {
  const listed = requirements.filter(({ operator }) => operator === 'In');
  return listed.length > 0 && listed.every(({ values }) => values.length === 1);
}

/** Of `app in (a,b)` the pods of `a` may be rendered and those of `b` not. */
function oneValueEach(selector: Selector): Selector[] {
  const combinations = selector.requirements.reduce(
    (all, { operator, values }) => (operator === 'In' ? all * values.length : all),
    1,
  );
  if (combinations === 1 || combinations > MOST_COMBINATIONS) return [selector];
  return selector.requirements.reduce<Selector[]>(
    (selectors, requirement) => {
      const { key, operator, values } = requirement;
      const choices = operator === 'In' ? values.map((value) => hasValue(key, value)) : [requirement];
      return selectors.flatMap(({ requirements }) =>
        choices.map((choice) => ({ requirements: [...requirements, choice] })),
      );
    },
    [EVERYTHING],
  );
}
