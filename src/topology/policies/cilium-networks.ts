import { Part } from './doubts';
import { isStrictSubset, parseCidr } from '../cidr';
import { Field } from '../manifest';
import { PolicyPeer } from '../model';

/** Reads a network of addresses outside of the cluster. */
export function readNetwork({ field }: Part): readonly PolicyPeer[] {
  const cidr = readCidr(field);
  return cidr === undefined ? [] : [outside(cidr, [])];
}

const SET_FIELDS = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'] as const;

/** Reads a network without some parts of it, or a list of networks that is kept elsewhere. */
export function readNetworkSet(item: Part): readonly PolicyPeer[] {
  item.checkMap([...SET_FIELDS, 'except']);
  const { field } = item;
  const given = SET_FIELDS.filter((key) => !field.get(key).isAbsent && field.get(key).value !== '');
  if (given.length !== 1) {
    field.problem('exactly one of `cidr`, `cidrGroupRef` and `cidrGroupSelector`', 'make them two members of the list');
    return [];
  }
  if (given[0] === 'cidrGroupRef') {
    const name = field.get('cidrGroupRef').objectName();
    return name === undefined ? [] : [{ kind: 'unknown', what: `CiliumCIDRGroup/${name}` }];
  }
  if (given[0] === 'cidrGroupSelector') {
    item.get('cidrGroupSelector').checkMap(['matchLabels', 'matchExpressions']);
    return [{ kind: 'unknown', what: 'CiliumCIDRGroups with some labels' }];
  }
  return readParts(field);
}

function readParts(field: Field): readonly PolicyPeer[] {
  const cidr = readCidr(field.get('cidr'));
  if (cidr === undefined) return [];
  const except: string[] = [];
  let isLeft = true;
  for (const item of field.get('except').items()) {
    const inner = readCidr(item);
    if (inner === undefined) continue;
    if (isStrictSubset(inner, cidr)) except.push(inner);
    // Cilium looks for the address alone, so that the exception may be all of it.
    else if (inner === cidr || isStrictSubset(cidr, inner)) isLeft = false;
    else item.problem(`a network inside ${cidr}`);
  }
  return isLeft ? [outside(cidr, except.sort())] : [];
}

function readCidr(field: Field): string | undefined {
  const { value } = field;
  if (typeof value === 'string' && value !== '' && !value.includes('/')) {
    const length = value.includes(':') ? 128 : 32;
    field.problem('a network such as "10.0.0.0/8" or "2001:db8::/32"', `did you mean "${value}/${length}"?`);
    return undefined;
  }
  return parseCidr(field);
}

function outside(cidr: string, except: readonly string[]): PolicyPeer {
  return { kind: 'ipBlock', cidr, except, isOutside: true };
}
