import { Chart } from 'cdk8s';
import { AdminPolicies, ClusterGuardrail, ClusterProfile, ClusterProfileProps, Cni, Platform } from '../../../src';
import { Manifest, render, shopChart } from '../../manifests';

/** A profile for each kind of administrators' policies. */
export const KINDS: readonly (readonly [name: string, profile: ClusterProfileProps])[] = [
  ['v1alpha2', { adminPolicies: AdminPolicies.v1alpha2() }],
  ['v1alpha1', { cni: Cni.OVN_KUBERNETES }],
  ['EKS', { platform: Platform.EKS }],
];

/** A chart of a platform team, in a cluster of some profile. */
export function platformChart(profile: ClusterProfileProps = {}): Chart {
  const chart = shopChart({ namespace: 'platform' });
  new ClusterProfile(profile).applyTo(chart);
  return chart;
}

/** A guardrail that some rules are added to, as it is rendered. */
export function guardrailOf(add: (guardrail: ClusterGuardrail) => void, profile: ClusterProfileProps = {}): Manifest[] {
  const chart = platformChart(profile);
  add(new ClusterGuardrail(chart, 'company'));
  return render(chart);
}

/** The namespaces of some names, or all but these. */
export const namespaceNamed = (name: string): object => ({
  namespaces: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** All pods but those of some namespaces. */
export const namespacesBut = (...values: string[]): object => ({
  namespaces: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values }] },
});
