import { Part } from './doubts';
import { Field } from '../manifest';
import { PolicyPeer } from '../model';

const LONGEST_NAME = 255;

/** A name that a rule of Cilium gives: one, or a pattern with `*` in it. */
export interface CiliumName {
  readonly name: string;
  /** Whether a leading `*.` stands for several labels as well, or `*` alone for a whole name. */
  readonly isDeep: boolean;
  /** Whether it stands for every name there is. */
  readonly isEvery: boolean;
}

/**
 * Reads a name, or a pattern for names; nothing if there is none that is legal.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function readName(item: Part): CiliumName | undefined {
  item.checkMap(['matchName', 'matchPattern']);
  const { field } = item;
  const name = field.get('matchName').optionalText();
  const pattern = field.get('matchPattern').optionalText();
  if (name !== undefined && pattern !== undefined) {
    field.problem('one of `matchName` and `matchPattern`', 'make them two members of the list');
  } else if (name !== undefined) {
    if (isLegal(field.get('matchName'), name, 'a name')) {
      return { name: canonical(name), isDeep: false, isEvery: false };
    }
  } else if (pattern === undefined) {
    item.doubt('has no name');
  } else if (isLegal(field.get('matchPattern'), pattern, 'a pattern')) {
    return readPattern(canonical(pattern));
  }
  return undefined;
}

function readPattern(pattern: string): CiliumName {
  const isEvery = pattern === '*';
  // Several of them stand for what one does.
  return { name: pattern.replace(/\*+/g, '*'), isDeep: isEvery || pattern.startsWith('**.'), isEvery };
}

/** Reads the names of a rule as peers. Those whose `*` means something else are peers of their own. */
export function peersOfNames(names: readonly CiliumName[]): readonly PolicyPeer[] {
  const plain = names.filter(({ isDeep }) => !isDeep).map(({ name }) => name);
  const deep = names.filter(({ isDeep }) => isDeep).map(({ name }) => name);
  return [
    ...(plain.length === 0 ? [] : [{ kind: 'names' as const, names: unique(plain) }]),
    ...(deep.length === 0 ? [] : [{ kind: 'names' as const, names: unique(deep), isDeep: true }]),
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function isLegal(field: Field, name: string, as: 'a name' | 'a pattern'): boolean {
  const isWellFormed = /^[\w.*-]+$/.test(name) && !name.startsWith('.') && !name.includes('..');
  const takesStars = as === 'a pattern';
  if (isWellFormed && name.length <= LONGEST_NAME && (takesStars || !name.includes('*'))) return true;
  const fix = !takesStars && name.includes('*') ? 'write it as `matchPattern`' : undefined;
  field.problem(
    `a DNS name of at most ${LONGEST_NAME} letters, digits, "-", "_"${takesStars ? ', "*"' : ''} and "."`,
    fix,
  );
  return false;
}

/** As DNS servers read it. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
