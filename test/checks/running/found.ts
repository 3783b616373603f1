import { CheckContext } from '../../../src/checks/check-context';
import { Severity } from '../../../src/checks/rule';
import { findingsOf } from '../findings-of';

/** What the tests of one rule look at of a finding. */
export interface FoundHere {
  readonly severity: Severity;
  readonly line?: number;
  readonly field?: string;
  readonly message: string;
  readonly fix: string;
}

/** What a rule finds, worst first. */
export function found(rule: string, yaml: string, context: CheckContext = {}): FoundHere[] {
  return findingsOf(yaml, rule, context).map(({ severity, line, field, message, fix }) => ({
    severity,
    ...(line === undefined ? {} : { line }),
    ...(field === undefined ? {} : { field }),
    message,
    fix,
  }));
}

/** The lines that a Deployment has beside those that each one needs. */
export interface DeploymentLines {
  /** Lines of its container "app"; the first one is line 12. */
  readonly container?: readonly string[];
  /** Lines of the pod's spec, right behind those. */
  readonly pod?: readonly string[];
  /** Lines of the Deployment's spec, right behind those. */
  readonly spec?: readonly string[];
  readonly name?: string;
  readonly image?: string;
}

/** Deployment "api" of namespace "shop", which begins in the first line. */
export function deployment({ container = [], pod = [], spec = [], name = 'api', image }: DeploymentLines = {}): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: {name: ${name}, namespace: shop}`,
    'spec:',
    `  selector: {matchLabels: {app: ${name}}}`,
    '  template:',
    `    metadata: {labels: {app: ${name}}}`,
    '    spec:',
    '      containers:',
    '        - name: app',
    `          image: ${image ?? 'ghcr.io/acme/api:1.4.2'}`,
    ...container.map((line) => `          ${line}`),
    ...pod.map((line) => `      ${line}`),
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** Documents behind each other. */
export function documents(...texts: readonly string[]): string {
  return texts.map((text) => text.trimEnd()).join('\n---\n');
}

/** Namespace "shop", which enforces a level of the Pod Security Standards. */
export function enforcing(level: string): string {
  return [
    'apiVersion: v1',
    'kind: Namespace',
    'metadata:',
    '  name: shop',
    `  labels: {pod-security.kubernetes.io/enforce: ${level}}`,
  ].join('\n');
}
