import { AdminApi } from './admin-api';
import { checkCount, itemsOf } from './admin-lists';
import { readPeer } from './admin-peers';
import { Part } from './doubts';
import { nearest } from '../../support/nearest';
import { Direction, PolicyPort, PolicyRule, RuleAction } from '../model';

const LONGEST_NAME = 100;

/** What other kinds of policies call it. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  accept: ['Allow', 'Accept'],
  allow: ['Accept', 'Allow'],
  drop: ['Deny'],
  reject: ['Deny'],
};

/** Reads the rules of a direction, of which the first that matches decides; none if it is not touched. */
export function readRules(list: Part, direction: Direction, api: AdminApi): readonly PolicyRule[] {
  const rules = list.items();
  checkCount(list, rules.length, api.most, 'rules');
  return rules.map((rule) => readRule(rule, direction, api)).filter((rule) => rule !== undefined);
}

function readRule(rule: Part, direction: Direction, api: AdminApi): PolicyRule | undefined {
  const peersKey = direction === 'ingress' ? 'from' : 'to';
  if (rule.field.map() !== undefined) doubtOtherPorts(rule, api);
  rule.checkMap(['name', 'action', peersKey, api.portsKey]);
  if (rule.field.map() === undefined) return undefined;
  checkName(rule.get('name'));
  const action = readAction(rule.get('action'), api);
  const peers = itemsOf(rule.get(peersKey), api.most, 'peers', 'for every pod: `- namespaces: {}`').flatMap((peer) =>
    readPeer(peer, direction, api),
  );
  const ports = readPorts(rule.get(api.portsKey), api);
  if (direction === 'egress') checkNames(rule.get(peersKey), action, api);
  api.checkNamedPorts(rule, direction);
  return { peers, ...(ports === undefined ? {} : { ports }), action };
}

/** Where other versions have the ports of a rule: to pass it over would make them all ports. */
function doubtOtherPorts(rule: Part, { portsKey }: AdminApi): void {
  for (const key of ['protocols', 'ports', 'match']) {
    if (key !== portsKey && !rule.field.get(key).isAbsent) {
      rule.doubt(`is not known here; did you mean "${portsKey}"?`, key);
    }
  }
}

function checkName({ field }: Part): void {
  const name = field.text();
  // The API server counts characters, not the halves of which JavaScript makes some.
  if (name !== undefined && [...name].length > LONGEST_NAME) field.problem(`at most ${LONGEST_NAME} characters`);
}

function readAction({ field }: Part, { actions }: AdminApi): RuleAction {
  const { value } = field;
  const words = Object.keys(actions);
  if (typeof value === 'string' && Object.hasOwn(actions, value)) return actions[value];
  const other = typeof value === 'string' ? meantAction(value, words) : undefined;
  field.problem(`one of ${words.join(', ')}`, other === undefined ? undefined : `did you mean "${other}"?`);
  return 'deny';
}

function meantAction(value: string, words: readonly string[]): string | undefined {
  const lower = value.toLowerCase();
  const others = Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower] : [];
  return others.find((word) => words.includes(word)) ?? nearest(value, words);
}

/** The ports of a rule; nothing if it is for all of them. */
function readPorts(list: Part, api: AdminApi): readonly PolicyPort[] | undefined {
  if (list.field.isAbsent) return undefined;
  const read = itemsOf(list, api.most, 'ports', 'for every port, leave it out').flatMap((port) => api.readPort(port));
  return list.field.parts.policyPorts.keep(read);
}

/** Names are no addresses that could be denied: what they stand for is learned when somebody asks for them. */
function checkNames(peers: Part, action: RuleAction, { namesWith, actions, outside }: AdminApi): void {
  if (!outside.includes('domainNames') || namesWith.includes(action)) return;
  const words = Object.keys(actions).filter((word) => namesWith.includes(actions[word]));
  for (const peer of peers.items()) {
    const names = peer.field.map() === undefined ? undefined : peer.get('domainNames').field;
    if (names === undefined || names.isAbsent) continue;
    const all = words.join(' or ');
    names.problem(`names in rules with action ${all} alone`, 'deny networks, behind rules that accept names');
  }
}
