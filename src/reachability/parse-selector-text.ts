import { Requirement, Selector } from '../topology/model';

/** Reads what `formatSelector` writes: `app=web,tier in (a,b),!debug`, or `*`. */
export function parseSelectorText(text: string): Selector {
  if (text === '*') return { requirements: [] };
  // A comma between parentheses parts the values of one requirement.
  return { requirements: text.split(/,(?![^()]*\))/).map(parseRequirement) };
}

function parseRequirement(text: string): Requirement {
  const list = /^(\S+) (in|notin) \((.*)\)$/.exec(text);
  if (list !== null) return { key: list[1], operator: list[2] === 'in' ? 'In' : 'NotIn', values: list[3].split(',') };
  const comparison = /^([^=!]+)(!?=)(.*)$/.exec(text);
  if (comparison !== null) {
    return { key: comparison[1], operator: comparison[2] === '=' ? 'In' : 'NotIn', values: [comparison[3]] };
  }
  return text.startsWith('!')
    ? { key: text.slice(1), operator: 'DoesNotExist', values: [] }
    : { key: text, operator: 'Exists', values: [] };
}

const KEY = '(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?';
const VALUE = '([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const REQUIREMENT = `!?${KEY}|${KEY}!?=${VALUE}|${KEY} (not)?in \\(${VALUE}(,${VALUE})*\\)`;
const SELECTOR = new RegExp(`^(${REQUIREMENT})(,(${REQUIREMENT}))*$`);

/** Whether a text is a selector. */
export function isSelectorText(text: string): boolean {
  return text === '*' || SELECTOR.test(text);
}
