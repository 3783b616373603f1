import { runningPods, shownName } from './running-containers';
import { hasPlainSelector, hasSelector, plainSelectorOf, selectorOf, templateLabels } from './selectors';
import { matches, formatSelector } from '../../reachability/selector';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Controllers that would not find the pods that they make. */
export const selectorDiffers: Rule = {
  id: 'selector-differs',
  title: "A selector does not match its own pods' labels",
  severity: 'error',
  group: 'running',
  why: 'The API server refuses it: the controller would make pods for ever, because it never finds one.',
  fix: 'Write the labels of spec.selector into spec.template.metadata.labels.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      const { object } = pods;
      if (!hasSelector(object) && !hasPlainSelector(object)) continue;
      const field = object.root.get('spec', 'selector');
      const isEmpty = !hasPlainSelector(object) && selectorOf(object, field)?.requirements.length === 0;
      if (field.isAbsent || isEmpty) {
        // Of other groups nobody here knows whether it is made up for.
        if (object.apiVersion !== 'apps/v1') continue;
        yield {
          object,
          field,
          message: `${object.id}: has ${field.isAbsent ? 'no selector' : 'an empty selector'}, which the API server refuses`,
          fix: 'write spec.selector.matchLabels with labels that spec.template.metadata.labels has, too',
        };
        continue;
      }
      const selector = hasSelector(object) ? selectorOf(object, field) : plainSelectorOf(field);
      const labels = templateLabels(pods);
      if (selector === undefined || matches(selector, labels)) continue;
      const has = Object.keys(labels)
        .sort()
        .map((key) => `${key}=${labels[key]}`);
      yield {
        object,
        field,
        message: `${object.id}: its selector ${shownName(formatSelector(selector))} does not match the labels of its pods (${has.length === 0 ? 'none' : has.map(shownName).join(', ')}), so that ${OWN_GROUPS.includes(object.group) ? 'the API server' : 'its controller'} refuses it`,
        fix: 'write the labels of spec.selector into spec.template.metadata.labels',
      };
    }
  },
};

/** Of the kinds of others it is the controller that says so. */
const OWN_GROUPS: readonly string[] = ['', 'apps'];
