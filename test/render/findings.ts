import { Finding, fingerprintOf } from '../../src/checks/finding';
import { RuleDescription } from '../../src/checks/rule';
import { FindingsReport } from '../../src/render/findings-report';
import { CHECK_FORMATS } from '../../src/render/formats';

/** Two rules that find something in the findings below, and one that finds nothing. */
export const RULES: Readonly<Record<'secret' | 'open' | 'spread' | 'quiet', RuleDescription>> = {
  secret: rule('secret-in-text', 'error', 'A secret stands in the manifest', 'running'),
  open: rule('open-side', 'warning', 'A side is open', 'connectivity'),
  spread: rule('no-spread', 'note', 'All pods may land on one node', 'running'),
  quiet: rule('quiet', 'warning', 'It finds nothing here', 'running'),
};

function rule(
  id: string,
  severity: RuleDescription['severity'],
  title: string,
  group: RuleDescription['group'],
): RuleDescription {
  return { id, severity, title, group, why: `Why of ${id}.`, fix: `Fix of ${id}.` };
}

/** A finding of a rule, with what a test says of it. */
export function finding(by: RuleDescription, more: Partial<Finding> = {}): Finding {
  const object = more.object ?? 'shop/Deployment/web';
  return {
    rule: by,
    severity: by.severity,
    object,
    source: 'dist/shop.yaml',
    line: 7,
    message: `${object}: something is wrong`,
    fix: 'write it otherwise',
    fingerprint: fingerprintOf(by.id, object, more.detail),
    ...more,
  };
}

/** One finding of each severity, the worst first, and one that is accepted. */
export const FINDINGS: readonly Finding[] = [
  finding(RULES.secret, {
    line: 14,
    field: 'spec.template.spec.containers[0].env[0]',
    detail: 'web PASSWORD',
    message: 'shop/Deployment/web: container web has PASSWORD as text',
    fix: 'write valueFrom.secretKeyRef in env of container web',
  }),
  finding(RULES.open, {
    from: 'ip:0.0.0.0/0',
    to: 'shop/Deployment/web',
    ports: ['8080/TCP'],
    message: 'shop/Deployment/web: everybody may reach it',
    fix: 'write from: in ingress[0]',
  }),
  finding(RULES.open, {
    object: 'shop/StatefulSet/db',
    line: 40,
    message: 'shop/StatefulSet/db: everybody may reach it',
    accepted: { by: 'baseline', reason: 'the old client', until: '2026-12-31' },
  }),
  finding(RULES.spread, { message: 'shop/Deployment/web: all pods may land on one node' }),
];

/** What the formats render of findings; all four rules were asked. */
export function reportOf(findings: readonly Finding[] = FINDINGS, more: Partial<FindingsReport> = {}): FindingsReport {
  return { findings, rules: Object.values(RULES), version: '1.2.3', ...more };
}

/** A format's text, and what it says that it leaves out. */
export function renderReport(format: string, report: FindingsReport = reportOf()): { text: string; notices: string[] } {
  const notices: string[] = [];
  const text = [...CHECK_FORMATS.get(format)!(report, (notice) => notices.push(notice))].join('');
  return { text, notices };
}
