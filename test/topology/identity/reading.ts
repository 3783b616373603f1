import { IdentityPolicies, IdentityPolicy, IdentityRule, Selector } from '../../../src/topology/model';
import { parsed } from '../parsed';

/** What some YAML says of identities, where nothing is wrong with it. */
export function identityOf(yaml: string): IdentityPolicies {
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.identity ?? { policies: [], mtls: [], unjudged: [] };
}

/** The only policy of some YAML, where nothing else is in it. */
export function policyOf(yaml: string): IdentityPolicy {
  const { policies, unjudged } = identityOf(yaml);
  expect(unjudged).toEqual([]);
  expect(policies).toHaveLength(1);
  return policies[0];
}

/** Why the only policy is not judged. */
export function doubtOf(yaml: string): string {
  const { policies, mtls, unjudged } = identityOf(yaml);
  expect([...policies, ...mtls]).toEqual([]);
  expect(unjudged).toHaveLength(1);
  return unjudged[0].reason;
}

/** An AuthorizationPolicy of Istio for the pods `app: api` of the namespace `shop`. */
export function istio(spec: object, more: object = {}): string {
  return JSON.stringify({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'api', namespace: 'shop', ...more },
    spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
  });
}

/** The rules of an AuthorizationPolicy of Istio with such rules. */
export function rulesOf(...rules: object[]): readonly IdentityRule[] {
  return policyOf(istio({ rules })).rules;
}

/** A selector by labels that are all there. */
export function having(labels: Readonly<Record<string, string>>): Selector {
  return {
    requirements: Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
  };
}

/** The selector of everything. */
export const EVERYTHING: Selector = { requirements: [] };
