import { Field } from '../../topology/manifest';
import { Problem, Selector } from '../../topology/model';
import { parseSelector } from '../../topology/parse-selector';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** A label selector of a kind that the engine does not read; undefined if it is none, or the API server refuses it. */
export function readSelector({ origin }: CheckedObject, { value }: Raw): Selector | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const problems: Problem[] = [];
  const selector = parseSelector(Field.root({ object: value, origin }, problems));
  return problems.length === 0 ? selector : undefined;
}
