import { Health, InternalService, Worker } from '../../src';
import { mainContainer, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/mailer:3.1.0';

test('a Worker renders a Deployment, its policy, its disruption budget and its account, but no Service', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image });
  expect(
    render(chart)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount']);
});

test('a Worker has neither ports nor probes', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image });
  const container = mainContainer(chart);
  for (const field of ['ports', 'readinessProbe', 'livenessProbe', 'startupProbe']) {
    expect(container).not.toHaveProperty(field);
  }
});

test('nobody may connect to a Worker', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image });
  const { policyTypes, ingress } = only(chart, 'NetworkPolicy').spec;
  expect(policyTypes).toEqual(['Ingress', 'Egress']);
  expect(ingress).toBeUndefined();
});

test('a Worker is labelled as one', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image });
  expect(only(chart, 'Deployment').metadata.labels['app.kubernetes.io/component']).toBe('worker');
});

test('a Worker can be checked by a command', () => {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image, health: Health.exec(['/app/healthy']) });
  expect(mainContainer(chart).livenessProbe.exec).toEqual({ command: ['/app/healthy'] });
});

test('a Worker without ports cannot be asked over HTTP', () => {
  const chart = shopChart();
  const health = Health.http('/');
  expect(() => new Worker(chart, 'mailer', { image, health })).toThrow(/^shop\/mailer: port to probe: /);
});

test('a Worker connects to services', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  new Worker(chart, 'mailer', { image }).connectTo(api, { urlEnv: 'API_URL' });
  expect(mainContainer(chart, 'mailer').env).toEqual([{ name: 'API_URL', value: 'http://api' }]);
});
