import { normalName } from './glob';
import { EndPattern } from './network-rule';
import { AddressSet } from '../../reachability/address-set';
import { addressesEnd, formOf, formatEnd, nameEnd } from '../../reachability/end';
import { isSelectorText, parseSelectorText } from '../../reachability/parse-selector-text';
import { nearest } from '../../support/nearest';
import { canonicalCidr } from '../../topology/cidr';
import { isDnsLabel } from '../../topology/label-syntax';
import { NAMESPACE_NAME_LABEL, Selector } from '../../topology/model';
import { ENTITIES } from '../../topology/policies/cilium-entity-peers';

/** Why a text is no end. */
export interface NoEnd {
  readonly allowed: string;
  readonly fix?: string;
}

type Form = EndPattern extends infer Each ? (Each extends unknown ? Omit<Each, 'text' | 'line'> : never) : never;

/** More than any name or selector needs. */
const LONGEST = 1000;

/** Reads `*`, `internet`, `payments/*`, `shop/StatefulSet/db`, `ip:10.0.0.0/8`, `name:*.example.com` and all other ends as texts. */
export function parseEnd(text: string): Form | NoEnd {
  if (text === '*') return { kind: 'everything' };
  if (text.length > LONGEST) return { allowed: `a text of at most ${LONGEST} characters` };
  const form = formOf(text);
  switch (form.kind) {
    case 'internet':
      return { kind: 'internet' };
    case 'addresses':
      return parseAddresses(form.spelled);
    case 'name':
      return parseName(form.name);
    case 'entity':
      return parseEntity(form.entity);
    case 'nodes':
      return isSelectorText(form.selector)
        ? { kind: 'nodes', nodes: parseSelectorText(form.selector) }
        : { allowed: 'nodes:* or nodes:<selector>, such as nodes:kubernetes.io/os=linux' };
    case 'pods':
      return parsePods(form.selectors);
    case 'workload':
      return parseId(form.spelled);
  }
}

function parseAddresses(spelled: string): Form | NoEnd {
  const cidr = canonicalCidr(spelled.includes('/') ? spelled : `${spelled}/${spelled.includes(':') ? 128 : 32}`);
  return cidr === undefined
    ? { allowed: 'addresses as ip:<cidr> or ip:<address>, such as ip:10.0.0.0/8 or ip:169.254.169.254' }
    : { kind: 'addresses', addresses: AddressSet.block(cidr), isWorld: false };
}

function parseName(given: string): Form | NoEnd {
  const name = normalName(given);
  const label = /^[a-z0-9*_]([-a-z0-9*_]{0,61}[a-z0-9*_])?$/;
  const labels = name.split('.');
  const isName = name.length <= 253 && labels.every((each) => label.test(each)) && (labels.length > 1 || name === '*');
  return isName
    ? { kind: 'name', name }
    : { allowed: 'names as name:<DNS name or pattern>, such as name:api.example.com or name:*.example.com' };
}

const NAMED_ENTITIES = ENTITIES.filter((entity) => entity !== 'none');

function parseEntity(entity: string): Form | NoEnd {
  switch (entity) {
    case 'all':
      return { kind: 'everything' };
    case 'world':
      return { kind: 'addresses', addresses: AddressSet.ALL, isWorld: true };
    case 'world-ipv4':
      return { kind: 'addresses', addresses: AddressSet.FAMILIES[0], isWorld: false };
    case 'world-ipv6':
      return { kind: 'addresses', addresses: AddressSet.FAMILIES[1], isWorld: false };
  }
  if (NAMED_ENTITIES.includes(entity)) return { kind: 'entity', entity };
  const near = nearest(entity, NAMED_ENTITIES);
  return {
    allowed: NAMED_ENTITIES.map((one) => `entity:${one}`).join(', '),
    ...(near === undefined ? {} : { fix: `did you mean "entity:${near}"?` }),
  };
}

/** A slash parts the selectors, and stands in the keys of labels, too. */
function parsePods(selectors: string): Form | NoEnd {
  for (let slash = selectors.indexOf('/'); slash >= 0; slash = selectors.indexOf('/', slash + 1)) {
    const [namespaces, pods] = [selectors.slice(0, slash), selectors.slice(slash + 1)];
    if (!isSelectorText(pods) || !isSelectorText(namespaces)) continue;
    const ofNamespaces = isDnsLabel(namespaces) ? namespaceNamed(namespaces) : parseSelectorText(namespaces);
    return { kind: 'pods', namespaces: ofNamespaces, pods: parseSelectorText(pods), isOutside: true };
  }
  return {
    allowed:
      'pods as pods:<namespace, or selector of namespaces>/<selector of pods>, such as pods:ops/app=tool or pods:*/*',
  };
}

function namespaceNamed(name: string): Selector {
  return { requirements: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [name] }] };
}

function parseId(text: string): Form | NoEnd {
  const parts = text.split('/');
  const isId =
    parts.length >= 2 &&
    // Objects of some kinds have names with dots and colons.
    parts.every((part) => /^[A-Za-z0-9*]([-A-Za-z0-9*._:]*[A-Za-z0-9*])?$/.test(part)) &&
    /^[-a-z0-9*]+$/.test(parts[0]);
  if (isId) {
    const [namespace, ...rest] = parts;
    if (rest.length === 1) return { kind: 'id', namespace, name: rest[0] };
    return { kind: 'id', namespace, ofKind: rest[0], name: rest.slice(1).join('/') };
  }
  return {
    allowed:
      'namespace/Kind/name or namespace/name of workloads, in which * stands for any letters, *, internet, ip:…, name:…, entity:…, ' +
      'nodes:…, pods:… or a map of labels',
    ...fixOfId(text, parts),
  };
}

function fixOfId(text: string, parts: readonly string[]): Pick<NoEnd, 'fix'> {
  if (text.startsWith('!')) return { fix: 'write an exception as a rule of its own before this one' };
  const word = nearest(text, ['internet']);
  if (word !== undefined) return { fix: `did you mean "${word}"?` };
  if (canonicalCidr(text.includes('/') ? text : `${text}/32`) !== undefined) {
    return { fix: `write "${formatEnd(addressesEnd({ cidr: text, except: [] }))}"` };
  }
  if (parts.length === 1 && isDnsLabel(text)) {
    return { fix: `write "${text}/*" for the pods of a namespace, or "*/${text}" for workloads of that name` };
  }
  return parts.length === 1 && text.includes('.') ? { fix: `write "${formatEnd(nameEnd(text))}" for a DNS name` } : {};
}
