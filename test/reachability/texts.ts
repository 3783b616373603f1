import { Analysis } from '../../src/reachability/analysis';
import {
  addressesEnd,
  End,
  endText,
  exceptOf,
  formOf,
  INTERNET,
  entityEnd,
  nameEnd,
  nodesEnd,
  podsEnd,
  workloadEnd,
} from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';

/** A flow, or a change, with its ends as the output writes them. */
export type Texts<F> = Omit<F, 'from' | 'to'> & {
  readonly from: string;
  readonly to: string;
  readonly except?: readonly string[];
};

/** Writes the ends of a flow as the output does. */
export function texts<F extends { readonly from: End; readonly to: End }>(flow: F): Texts<F> {
  const { from, to, ...rest } = flow;
  const except = [...exceptOf(from), ...exceptOf(to)];
  return { from: endText(from), to: endText(to), ...(except.length === 0 ? {} : { except }), ...rest };
}

/** All flows, with their ends as texts. */
export function flowsOf(analysis: Analysis): Texts<Flow>[] {
  return Array.from(analysis.flows(), texts);
}

/** The end that the output writes so; `except` is taken out of networks alone. */
export function endOf(text: string, except: readonly string[] = []): End {
  const form = formOf(text);
  switch (form.kind) {
    case 'internet':
      return INTERNET;
    case 'addresses':
      return addressesEnd({ cidr: form.spelled, except });
    case 'name':
      return nameEnd(form.name);
    case 'entity':
      return entityEnd(form.entity);
    case 'nodes':
      return nodesEnd(form.selector);
    case 'workload':
      return workloadEnd(text);
    case 'pods': {
      const [, namespaces, pods] = /^((?:kubernetes\.io\/)?[^/]*)\/(.*)$/.exec(form.selectors)!;
      return podsEnd(namespaces, pods);
    }
  }
}

/** The flow, or the change, that is written so. */
export function withEnds<F>({ from, to, except, ...rest }: Texts<F>): F {
  return { from: endOf(from, except), to: endOf(to, except), ...rest } as F;
}
