import { App, Testing } from 'cdk8s';
import { build as canary } from '../../examples/canary/app';
import { build as clouds } from '../../examples/clouds/app';
import { CLOUDS } from '../../examples/clouds/clouds';
import { build as django } from '../../examples/django/app';
import { build as environments } from '../../examples/environments/app';
import { DEV, PRODUCTION, STAGING } from '../../examples/environments/environments';
import { build as gitea } from '../../examples/gitea/app';
import { build as grpc } from '../../examples/grpc/app';
import { build as guarded } from '../../examples/guardrails/app';
import { build as platform } from '../../examples/guardrails/platform';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { build as seeds } from '../../examples/seeds/app';
import { build as wordpress } from '../../examples/wordpress/app';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { RUNNING_RULES } from '../../src/checks/running';
import { Analysis } from '../../src/reachability/analysis';
import { parseTopology } from '../../src/topology/parse';

/*
 * What the rules about running ask of anybody's manifests this library does by itself. All that is left are notes about what an
 * example says on purpose: one replica, and updates that stop all pods first.
 */

const EXAMPLES: { readonly [name: string]: (app: App) => void } = {
  canary,
  django,
  gitea,
  grpc,
  guarded,
  platform,
  onlineBoutique,
  seeds,
  wordpress,
  ...Object.fromEntries(CLOUDS.map((cloud, i) => [`cloud ${i + 1}`, (app: App) => clouds(app, cloud)])),
  ...Object.fromEntries(
    [DEV, STAGING, PRODUCTION].map((environment, i) => [
      `environment ${i + 1}`,
      (app: App) => environments(app, environment),
    ]),
  ),
};

function findingsIn(build: (app: App) => void): Finding[] {
  const app = Testing.app();
  build(app);
  const objects = app.charts.flatMap((chart) => Testing.synth(chart) as unknown[]);
  const manifests = objects.map((object, i) => ({ object, origin: { source: 'app', document: i + 1 } }));
  const input = new CheckInput(Analysis.of(parseTopology(manifests).topology), manifests);
  const only = [...RUNNING_RULES.map(({ id }) => id), 'acceptance-unused', 'acceptance-invalid', 'acceptance-expired'];
  return check(input, { only });
}

describe.each(Object.entries(EXAMPLES))('the example %s', (_, build) => {
  const findings = findingsIn(build);

  test('has nothing that the rules about running find, but for what it says on purpose', () => {
    const others = findings.filter(({ rule }) => !['one-replica', 'update-strategy'].includes(rule.id));
    expect(others.map(({ rule, message }) => `${rule.id} ${message}`)).toEqual([]);
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
});

test('the seeds have one pod of each database, which is a note', () => {
  const noted = findingsIn(seeds).map(({ rule, object }) => `${rule.id} ${object}`);
  expect(noted).toContain('one-replica web-stack/StatefulSet/postgres-service');
});
