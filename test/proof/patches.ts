import { ApiObject, JsonPatch } from 'cdk8s';
import { Pod } from 'cdk8s-plus-28';
import { templateOf } from './objects';
import { isOfPackage, PolicyEdit, RulePlan, WorkloadEdit, WorkloadPlan } from './plan';
import { NAME_LABEL, Raw } from './vocabulary';

/* Patches, and rules as policies write them. */

/** A rule with the word of its direction. */
export function rawRule(direction: 'ingress' | 'egress', { peers, ports }: RulePlan): Raw {
  return {
    ...(peers === undefined ? {} : { [direction === 'ingress' ? 'from' : 'to']: peers }),
    ...(ports === undefined ? {} : { ports }),
  };
}

/** Patches the policy that a workload owns. */
export function editPolicy(policy: ApiObject | undefined, edit: PolicyEdit): void {
  if (policy === undefined) return;
  const set = (pointer: string, value: Raw): void => policy.addJsonPatch(JsonPatch.add(pointer, value));
  switch (edit.edit) {
    case 'podSelector':
      return set('/spec/podSelector', edit.selector);
    case 'policyTypes':
      return set('/spec/policyTypes', edit.types);
    case 'namespace':
      return set('/metadata/namespace', edit.namespace);
    case 'name':
      return set('/metadata/name', edit.name);
    default: {
      const { direction } = edit;
      const rules = editedRules(policy.toJson().spec[direction] ?? [], edit);
      return set(`/spec/${direction}`, asL1Rules({ [direction]: rules })[direction]);
    }
  }
}

/** The constructs of Kubernetes' own objects want ports in a spelling of theirs, and drop what is a plain number. */
export function asL1Rules({ ingress, egress }: Raw): Raw {
  const asL1 = (rules: readonly Raw[] | undefined): Raw =>
    rules?.map(({ ports, ...rest }) => (ports === undefined ? rest : { ...rest, ports: ports.map(asL1Port) }));
  return { ingress: asL1(ingress), egress: asL1(egress) };
}

function asL1Port({ port, ...rest }: Raw): Raw {
  return port === undefined ? rest : { ...rest, port: { value: port } };
}

type RulesEdit = Extract<PolicyEdit, { readonly direction: 'ingress' | 'egress' }>;

function editedRules(rules: readonly Raw[], edit: RulesEdit): Raw[] {
  const { direction } = edit;
  if (edit.edit === 'rules') return edit.rules.map((rule) => rawRule(direction, rule));
  if (edit.edit === 'add') return [...rules, rawRule(direction, edit.rule)];
  const at = rules.length === 0 ? -1 : edit.at % rules.length;
  if (edit.edit === 'remove') return rules.filter((_, i) => i !== at);
  const key = edit.edit === 'ports' ? 'ports' : direction === 'ingress' ? 'from' : 'to';
  const value = edit.edit === 'ports' ? edit.ports : edit.peers;
  return rules.map((rule, i) => {
    if (i !== at) return rule;
    const { [key]: _, ...rest } = rule;
    return value === undefined ? rest : { ...rest, [key]: value };
  });
}

/** Where pods are made, of objects that are no Deployments and the like. */
const POD_TEMPLATES: { readonly [kind: string]: string } = {
  adoptedPod: '',
  scheduled: '/spec/jobTemplate/spec/template',
};

/** Patches what renders a workload. */
export function editWorkload(
  object: ApiObject,
  plan: WorkloadPlan,
  edit: Exclude<WorkloadEdit, { edit: 'remove' }>,
): void {
  const set = (pointer: string, value: Raw): void => object.addJsonPatch(JsonPatch.add(pointer, value));
  const pods = POD_TEMPLATES[plan.kind] ?? '/spec/template';
  switch (edit.edit) {
    case 'name':
    case 'namespace':
      return set(`/metadata/${edit.edit}`, edit.edit === 'name' ? edit.name : edit.namespace);
    case 'label': {
      const key = isOfPackage(plan) ? NAME_LABEL : Pod.ADDRESS_LABEL;
      return set(`${pods}/metadata/labels/${key.replace('/', '~1')}`, edit.label);
    }
    case 'hostNetwork':
      return set(`${pods}/spec/hostNetwork`, true);
    case 'portName': {
      const [container] = templateOf(object.toJson()).spec.containers;
      if ((container.ports ?? []).length > 0) set(`${pods}/spec/containers/0/ports/0/name`, edit.name);
    }
  }
}
