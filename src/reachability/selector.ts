import { Labels, Namespace, NAMESPACE_NAME_LABEL, Requirement, Selector } from '../topology/model';

/** Whether labels meet all requirements of a selector. */
export function matches(selector: Selector, labels: Labels): boolean {
  return selector.requirements.every((requirement) => meets(requirement, labels));
}

/** Whether a namespace may meet them: of one that is not declared only the name is known. */
export function mayMatchNamespace({ requirements }: Selector, { labels, declared }: Namespace): boolean {
  const known = declared ? requirements : requirements.filter(({ key }) => key === NAMESPACE_NAME_LABEL);
  return known.every((requirement) => meets(requirement, labels));
}

function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    // An absent key is not in any list.
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** `app=web,tier in (a,b)`, or `*` for everything: the same text for the same selector. */
export function formatSelector({ requirements }: Selector): string {
  if (requirements.length === 0) return '*';
  return requirements.map(formatRequirement).join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}
