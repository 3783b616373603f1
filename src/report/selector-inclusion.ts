import { Requirement, Selector } from '../topology/model';

/** Whether everything that the inner selector selects is selected by the outer one, as far as the two alone tell. */
export function includesAll(outer: Selector, inner: Selector): boolean {
  return outer.requirements.every((wanted) => inner.requirements.some((given) => implies(given, wanted)));
}

/** Whether labels that meet one requirement meet another. */
function implies(given: Requirement, wanted: Requirement): boolean {
  if (given.key !== wanted.key) return false;
  switch (given.operator) {
    case 'In':
      return given.values.every((value) => holdsFor(wanted, value));
    case 'Exists':
      return wanted.operator === 'Exists';
    case 'NotIn':
      return wanted.operator === 'NotIn' && wanted.values.every((value) => given.values.includes(value));
    case 'DoesNotExist':
      return wanted.operator === 'DoesNotExist' || wanted.operator === 'NotIn';
  }
}

function holdsFor({ operator, values }: Requirement, value: string): boolean {
  switch (operator) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'Exists':
      return true;
    case 'DoesNotExist':
      return false;
  }
}
