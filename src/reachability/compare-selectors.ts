import { Requirement, Selector } from '../topology/model';

/** Whether whatever one selector selects is selected by another one: yes, none of it, or nobody can tell. */
export function covers(outer: Selector, inner: Selector): 'yes' | 'no' | 'unknown' {
  const answers = outer.requirements.map((wanted) => {
    const given = inner.requirements.filter(({ key }) => key === wanted.key);
    if (given.some((own) => implies(own, wanted))) return 'yes';
    return given.some((own) => excludes(own, wanted)) ? 'no' : 'unknown';
  });
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether labels that meet one requirement meet the other, which is about the same key. */
export function implies(given: Requirement, wanted: Requirement): boolean {
  switch (wanted.operator) {
    case 'Exists':
      return given.operator === 'In' || given.operator === 'Exists';
    case 'DoesNotExist':
      return given.operator === 'DoesNotExist';
    case 'In':
      return given.operator === 'In' && given.values.every((value) => wanted.values.includes(value));
    case 'NotIn':
      if (given.operator === 'In') return given.values.every((value) => !wanted.values.includes(value));
      if (given.operator === 'DoesNotExist') return true;
      return given.operator === 'NotIn' && wanted.values.every((value) => given.values.includes(value));
  }
}

/** Whether labels that meet one requirement cannot meet the other. */
export function excludes(given: Requirement, wanted: Requirement): boolean {
  switch (wanted.operator) {
    case 'Exists':
      return given.operator === 'DoesNotExist';
    case 'DoesNotExist':
      return given.operator === 'In' || given.operator === 'Exists';
    case 'In':
      if (given.operator === 'DoesNotExist') return true;
      if (given.operator === 'In') return !given.values.some((value) => wanted.values.includes(value));
      return given.operator === 'NotIn' && wanted.values.every((value) => given.values.includes(value));
    case 'NotIn':
      return given.operator === 'In' && given.values.every((value) => wanted.values.includes(value));
  }
}
