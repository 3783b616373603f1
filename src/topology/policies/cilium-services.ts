import { readOtherSelector } from './cilium-labels';
import { Part } from './doubts';
import { PolicyPeer } from '../model';

/**
 * Reads Services: one by its name, or those with some labels. Without a namespace they may be in any.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#services-based
 */
export function readService(item: Part): readonly PolicyPeer[] {
  item.checkMap(['k8sService', 'k8sServiceSelector']);
  const [named, selected] = [item.get('k8sService'), item.get('k8sServiceSelector')];
  named.checkFields(['serviceName', 'namespace']);
  selected.checkFields(['selector', 'namespace']);
  if (named.field.isAbsent === selected.field.isAbsent) {
    item.doubt('does not say which Services by exactly one of `k8sService` and `k8sServiceSelector`');
    return [];
  }
  const { field } = named.field.isAbsent ? selected : named;
  const namespace = field.get('namespace').optionalText();
  const inNamespace = namespace === undefined ? {} : { namespace };
  if (named.field.isAbsent) {
    return [{ kind: 'services', ...inNamespace, selector: readOtherSelector(selected.get('selector')) }];
  }
  const name = field.get('serviceName').optionalText();
  if (name === undefined) named.doubt('has no `serviceName`');
  return name === undefined ? [] : [{ kind: 'services', ...inNamespace, name }];
}

/** Reads a group of addresses that a cloud keeps. */
export function readGroup(item: Part): readonly PolicyPeer[] {
  item.checkMap(['aws']);
  const aws = item.get('aws');
  aws.checkFields(['labels', 'securityGroupsIds', 'securityGroupsNames', 'region']);
  if (aws.field.isAbsent) {
    item.doubt('is of no cloud that is known here');
    return [];
  }
  const groups = ['securityGroupsIds', 'securityGroupsNames'].flatMap((key) =>
    aws.field
      .get(key)
      .items()
      .map((group) => group.text()),
  );
  const names = groups.filter((group) => group !== undefined);
  return [{ kind: 'unknown', what: ['AWS security groups', ...names.sort()].join(' ') }];
}
