import { IConstruct } from 'constructs';
import { checked } from '../checked/checked';
import { EndPattern } from '../checks/network-rules/network-rule';
import { parseEnd } from '../checks/network-rules/parse-end';
import { formatSelector } from '../reachability/selector';
import { checkLabels } from '../support/names';
import { refuse } from '../support/refuse';
import { Selector } from '../topology/model';

/** Options for `RuleEnd.pods`. */
export interface RuleEndPods {
  /**
   * Labels of the namespaces of the pods, all of them.
   *
   * @default - of any namespace
   */
  readonly namespaces?: { readonly [key: string]: string };

  /**
   * Labels that the pods carry, all of them.
   *
   * @default - any pods of these namespaces
   */
  readonly pods?: { readonly [key: string]: string };
}

/** What an end is, as rules are asked about it; the workloads of a construct are known when it is rendered. */
export type SaidEnd =
  | { readonly kind: 'pattern'; readonly pattern: EndPattern }
  | { readonly kind: 'construct'; readonly construct: IConstruct };

/**
 * An end of the connections that a network rule is about: where they come from, or where they lead.
 *
 * @example
 *
 * declare const db: HeadlessDatabase;
 * NetworkRules.deny(app, {
 *   from: [RuleEnd.pods({ namespaces: { team: 'web' } }), RuleEnd.of('tools/*')],
 *   to: [RuleEnd.workload(db)],
 *   reason: 'the database is none of their business',
 * });
 */
@checked
export class RuleEnd {
  /** Everything: every pod, and everybody outside of the cluster. */
  public static everything(): RuleEnd {
    return RuleEnd.of('*');
  }

  /**
   * The internet. As a destination: public addresses, and names that a public DNS server may have. As a source: whoever comes in by
   * load balancers, ports of nodes and routes.
   */
  public static internet(): RuleEnd {
    return RuleEnd.of('internet');
  }

  /**
   * An end as `rules.yaml` has it: `payments/*`, `shop/StatefulSet/db`, `ip:10.0.0.0/8`, `name:*.example.com`,
   * `entity:kube-apiserver`, `nodes:*`, `pods:ops/app=tool` or `*`.
   *
   * @param text the end
   */
  public static of(text: string): RuleEnd {
    const end = parseEnd(text);
    if ('kind' in end) return new RuleEnd({ kind: 'pattern', pattern: { ...end, text } });
    return refuse('RuleEnd.of', { what: 'text', got: text, allowed: end.allowed, fix: end.fix });
  }

  /**
   * The workloads that a construct of the app renders, whatever they are called.
   *
   * @param construct a workload, or a construct in which there are some
   */
  public static workload(construct: IConstruct): RuleEnd {
    return new RuleEnd({ kind: 'construct', construct });
  }

  /**
   * Pods by the labels of their namespaces, by their own, or by both.
   *
   * @param options the labels
   */
  public static pods(options: RuleEndPods): RuleEnd {
    const [namespaces, pods] = [options.namespaces, options.pods].map((labels) => selectorOf(labels));
    if (namespaces.requirements.length + pods.requirements.length === 0) {
      refuse('RuleEnd.pods', {
        what: 'options',
        got: options,
        allowed: 'at least one label of namespaces or of pods',
        fix: 'use RuleEnd.everything() to say so in words',
      });
    }
    const text = `{ namespaces: ${formatSelector(namespaces)}, pods: ${formatSelector(pods)} }`;
    return new RuleEnd({ kind: 'pattern', pattern: { kind: 'pods', namespaces, pods, isOutside: false, text } });
  }

  private constructor(
    /** @internal */
    public readonly _said: SaidEnd,
  ) {}

  /** The end in words. */
  public toString(): string {
    return this._said.kind === 'pattern' ? this._said.pattern.text : this._said.construct.node.path;
  }
}

function selectorOf(labels: { readonly [key: string]: string } = {}): Selector {
  const entries = Object.entries(checkLabels('RuleEnd.pods', labels)).sort(([a], [b]) => (a < b ? -1 : 1));
  return { requirements: entries.map(([key, value]) => ({ key, operator: 'In', values: [value] })) };
}
