import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { freshDirectory } from './outcome';
import { InternalService, ServiceApp } from '../../src';

/** Where the objects of a synth come from, as it writes it. */
function resourcesOf(AppClass: typeof App): Record<string, { path: string }> {
  const outdir = freshDirectory();
  const app = new AppClass({ outdir, recordConstructMetadata: true });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.0.0', port: 80 });
  new ApiObject(new Chart(app, 'cluster'), 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'api' },
  });
  app.synth();
  const text = readFileSync(join(outdir, 'construct-metadata.json'), 'utf8');
  return (JSON.parse(text) as { resources: Record<string, { path: string }> }).resources;
}

test.each([
  ['App', App],
  ['ServiceApp', ServiceApp],
])('the metadata of an %s tell objects of one name apart', (_, AppClass) => {
  const resources = resourcesOf(AppClass);
  const paths = Object.fromEntries(Object.entries(resources).map(([name, { path }]) => [name, path]));
  expect(paths).toMatchObject({
    'shop/Deployment/api': 'shop/api/Deployment/Resource',
    'shop/Service/api': 'shop/api/Service/Resource',
    'shop/NetworkPolicy/api': 'shop/api/NetworkPolicy',
    'ClusterRole/api': 'cluster/role',
  });
  // What cdk8s itself has: the last of its name.
  expect(paths.api).toBe('cluster/role');
});
