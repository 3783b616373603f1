import { acceptedBy } from './naive-network-policies';
import { NaiveOpinion } from './naive-opinion';
import { fits } from './naive-patterns';
import { NaiveSide } from './naive-side';
import { namespaceOf, portsMatch, RawObject, rulesOf, selects, typesOf } from './oracle';

/* Policies of clouds for names: ApplicationNetworkPolicy of EKS, FQDNNetworkPolicy of GKE. */

export function askNames(side: NaiveSide): NaiveOpinion[] {
  if (side.own.hostNetwork) return [];
  const ofOwn = (kind: string): readonly RawObject[] =>
    side.cluster
      .of(kind)
      .filter(
        (policy) => namespaceOf(policy) === side.own.namespace && selects(policy.spec.podSelector, side.own.labels),
      );
  return [
    ...ofOwn('ApplicationNetworkPolicy').flatMap((policy) => askEks(policy, side)),
    ...(side.direction === 'egress' ? ofOwn('FQDNNetworkPolicy') : []).map((policy) => askGke(policy, side)),
  ];
}

/** A NetworkPolicy whose peers may also be names; a leading star is one label or several. */
function askEks(policy: RawObject, side: NaiveSide): NaiveOpinion[] {
  const type = side.direction === 'ingress' ? 'Ingress' : 'Egress';
  if (!typesOf(policy.spec).includes(type)) return [];
  const rules = rulesOf(policy, type);
  const names = rules.filter((rule) =>
    (rule?.to ?? [])
      .flatMap(({ domainNames = [] }: RawObject) => domainNames)
      .some(
        (name: string) =>
          hasPort(rule, side) &&
          side.hasName(name, (asked) => (name.startsWith('*.') ? asked.endsWith(name.slice(1)) : asked === name)),
      ),
  );
  const plain = rules.map((rule) =>
    (rule?.to ?? []).some(({ domainNames }: RawObject) => domainNames !== undefined)
      ? { ...rule, to: [NOBODY, ...rule.to.filter(({ domainNames }: RawObject) => domainNames === undefined)] }
      : rule,
  );
  return [
    { isolates: true, accepts: [...names.map(() => ({})), ...acceptedBy(plain, type, policy, side)], denies: false },
  ];
}

/** A peer that no pod of samples is, so that a list of names alone is not taken for everybody. */
const NOBODY = { podSelector: { matchLabels: { 'example.com/nobody': '' } } };

/** Without ports it is for all of them, and without protocol for each; a star alone is every name. */
function askGke(policy: RawObject, side: NaiveSide): NaiveOpinion {
  const { question } = side;
  const accepted = (policy.spec.egress ?? []).filter(
    ({ matches, ports = [{}] }: RawObject) =>
      ports.some(
        ({ protocol = 'ALL', port = question.port }: RawObject) =>
          ['ALL', question.protocol].includes(protocol) && port === question.port,
      ) &&
      matches.some(({ name, pattern }: RawObject) =>
        side.hasName(name ?? pattern, (asked) =>
          name === undefined ? pattern === '*' || fits(asked, pattern) : asked === name,
        ),
      ),
  );
  return { isolates: true, accepts: accepted.map(() => ({})), denies: false };
}

function hasPort({ ports }: RawObject, side: NaiveSide): boolean {
  return portsMatch(ports, { ...side.question, from: { ip: '' }, to: { ip: '' } }, undefined, false);
}
