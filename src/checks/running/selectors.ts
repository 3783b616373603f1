import { Field } from '../../topology/manifest';
import { Labels, Problem, Selector } from '../../topology/model';
import { parseSelector } from '../../topology/parse-selector';
import { podKindOf } from '../../topology/pod-templates';
import { CheckedObject } from '../checked-object';
import { CheckedPods, podTemplateOf } from '../checked-pods';
import { Raw } from '../raw';

/** Reads a label selector; undefined for one that the API server refuses, and one that is not there. */
export function selectorOf({ origin }: CheckedObject, field: Raw): Selector | undefined {
  if (field.isAbsent) return undefined;
  const problems: Problem[] = [];
  const root = Field.root({ object: field.value, origin }, problems);
  const selector = root.map() === undefined ? undefined : parseSelector(root);
  return problems.length > 0 ? undefined : selector;
}

/** The labels of the pods as the template has them, without those that controllers add. */
export function templateLabels({ object, metadata }: CheckedPods): Labels {
  const entries = (podTemplateOf(object)?.get('metadata') ?? metadata).get('labels').entries();
  return Object.fromEntries(
    entries.flatMap(([key, field]) => (field.text() === undefined ? [] : [[key, field.text()!]])),
  );
}

/** Whether a kind finds its pods by a plain map of labels. */
export function hasPlainSelector({ kind, apiVersion }: CheckedObject): boolean {
  return podKindOf(kind, apiVersion)?.selector === 'map';
}

/** Reads such a map; an empty one counts as absent, and is made up for. */
export function plainSelectorOf(field: Raw): Selector | undefined {
  const entries = field.entries();
  const requirements = entries.flatMap(([key, value]) => {
    const text = value.text();
    return text === undefined ? [] : [{ key, operator: 'In' as const, values: [text] }];
  });
  return requirements.length === 0 || requirements.length < entries.length ? undefined : { requirements };
}

/** Whether a kind finds its pods by a label selector in its spec. */
export function hasSelector({ kind, apiVersion }: CheckedObject): boolean {
  const podKind = podKindOf(kind, apiVersion);
  return podKind?.selector === 'selector' && podKind.templates.every((path) => path.join('.') === 'spec.template');
}
