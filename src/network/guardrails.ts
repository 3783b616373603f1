import { Construct, IConstruct } from 'constructs';
import { AdminRule, AdminTier } from './admin/admin-rule';

/** A policy of the cluster that a construct writes, or that somebody else applies. */
export interface GuardrailPolicy {
  readonly name: string;
  /** Absent: nobody says when it is asked. */
  readonly priority?: number;
  /** In the order in which they are rendered, those of both directions. */
  readonly rules: readonly AdminRule[];
  /** The whole object. */
  readonly content: { readonly apiVersion: string; readonly kind: string; readonly [field: string]: unknown };
}

/** What an administrator declared for the whole cluster. */
export interface Guardrail {
  readonly owner: Construct;
  readonly tier: AdminTier;
  /** Who applies it, if not this app. */
  readonly appliedBy?: string;
  readonly policies: () => readonly GuardrailPolicy[];
}

const GUARDRAILS = new WeakMap<IConstruct, Guardrail[]>();

/** Keeps with its app what an administrator declared. */
export function declareGuardrail(guardrail: Guardrail): void {
  const app = guardrail.owner.node.root;
  GUARDRAILS.set(app, [...(GUARDRAILS.get(app) ?? []), guardrail]);
}

/** What administrators declared in an app. */
export function guardrailsOf(app: IConstruct): readonly Guardrail[] {
  return GUARDRAILS.get(app) ?? [];
}
