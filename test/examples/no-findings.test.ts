import { existsSync, readdirSync } from 'fs';
import * as path from 'path';
import { ApiObject, App, JsonPatch, Testing } from 'cdk8s';
import { APPS } from './all-apps';
import { build as wordpress } from '../../examples/wordpress/app';
import { NetworkFinding, NetworkReport } from '../../src';
import '../../src/jest';
import { Manifest } from '../manifests';

const EXAMPLES = path.join(__dirname, '../../examples');

function appOf(build: (app: App) => unknown): App {
  const app = Testing.app();
  build(app);
  return app;
}

test('each example is held here', () => {
  const folders = readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, 'app.ts')));
  expect([...new Set(APPS.map(([, folder]) => folder))].filter((folder) => !folder.startsWith('..'))).toEqual(
    folders.sort(),
  );
});

test.each(APPS)('%s has no finding, and no note', (_name, _folder, build) => {
  expect(appOf(build)).toHaveNoFindings({ severity: 'note' });
});

test.each(APPS)(
  'what is rendered of %s has none either, for whoever has the manifests alone',
  (_name, _folder, build) => {
    const app = appOf(build);
    const objects = app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]);
    expect(NetworkReport.ofManifests(objects).findings().filter(isOpen).map(shown)).toEqual([]);
  },
);

test('all that they accept is one pod, and updates that stop all pods first', () => {
  const accepted = APPS.flatMap(([name, , build]) =>
    NetworkReport.of(appOf(build))
      .findings()
      .filter((finding) => !isOpen(finding))
      .map(({ rule, object, accepted: { reason } = { reason: '' } }) => `${name}: ${object} ${rule}: ${reason}`),
  );
  expect(accepted).toMatchInlineSnapshot(`
   [
     "canary: canary/Deployment/echo-canary one-replica: its share of the pods is its share of the requests; the others go on",
     "django: bookings/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "django: bookings/StatefulSet/redis one-replica: pods of its image do not replicate, so that a second one would be another database",
     "environments: dev: bookings/Deployment/api one-replica: dev may be away while its one pod is moved",
     "environments: dev: bookings/StatefulSet/database one-replica: pods of its image do not replicate, so that a second one would be another database",
     "environments: dev: bookings/Deployment/web one-replica: dev may be away while its one pod is moved",
     "gitea: gitea/StatefulSet/gitea one-replica: one pod, unless \`replicas\` says that its program works as several",
     "gitea: gitea/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "gitea: gitea/StatefulSet/valkey one-replica: pods of its image do not replicate, so that a second one would be another database",
     "mesh: istio: orders/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "mesh: istio-ambient: orders/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "mesh: linkerd: orders/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "mesh: cilium: orders/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
     "online-boutique: online-boutique/Deployment/loadgenerator one-replica: a second one would double the load",
     "online-boutique: online-boutique/Deployment/redis-cart update-strategy: two versions must not run side by side, as \`strategy\` says",
     "seeds: advanced/StatefulSet/headless-service one-replica: pods of its image do not replicate, so that a second one would be another database",
     "seeds: policies/StatefulSet/database one-replica: pods of its image do not replicate, so that a second one would be another database",
     "seeds: service-types/StatefulSet/db one-replica: pods of its image do not replicate, so that a second one would be another database",
     "seeds: services/StatefulSet/mysql-service one-replica: pods of its image do not replicate, so that a second one would be another database",
     "seeds: web-stack/StatefulSet/postgres-service one-replica: pods of its image do not replicate, so that a second one would be another database",
     "team-app: shop/StatefulSet/sessions one-replica: pods of its image do not replicate, so that a second one would be another database",
     "wordpress: wordpress/StatefulSet/mariadb one-replica: pods of its image do not replicate, so that a second one would be another database",
     "the project that init writes: shop/StatefulSet/postgres one-replica: pods of its image do not replicate, so that a second one would be another database",
   ]
  `);
});

test('what is wrong is found in them', () => {
  const app = appOf(wordpress);
  const ofKind = (kind: string, name: string): ApiObject =>
    app.node
      .findAll()
      .filter((each): each is ApiObject => ApiObject.isApiObject(each))
      .find((each) => each.kind === kind && each.name === name)!;
  const container = '/spec/template/spec/containers/0';
  ofKind('Deployment', 'wordpress').addJsonPatch(
    JsonPatch.replace(`${container}/securityContext/readOnlyRootFilesystem`, false),
    JsonPatch.replace(`${container}/image`, 'wordpress'),
    JsonPatch.add(`${container}/env/-`, { name: 'DB_PASSWORD', value: 'hunter2' }),
    JsonPatch.remove(`${container}/readinessProbe`),
    JsonPatch.replace('/spec/template/spec/automountServiceAccountToken', true),
  );
  ofKind('NetworkPolicy', 'wordpress').addJsonPatch(JsonPatch.replace('/spec/egress/0/to', []));
  ofKind('Service', 'wordpress').addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 1));
  const found = NetworkReport.of(app).findings().filter(isOpen);
  expect(found.map(({ rule, severity, object }) => `${severity} ${rule} ${object}`)).toMatchInlineSnapshot(`
   [
     "error secret-in-text wordpress/Deployment/wordpress",
     "warning api-server-closed wordpress/Deployment/wordpress",
     "warning image-tag wordpress/Deployment/wordpress",
     "warning pull-policy wordpress/Deployment/wordpress",
     "warning exposure-closed wordpress/Ingress/wordpress",
     "warning service-port-unserved wordpress/Service/wordpress",
     "note service-without-readiness wordpress/Deployment/wordpress",
     "note writable-root wordpress/Deployment/wordpress",
   ]
  `);
});

function isOpen({ accepted }: NetworkFinding): boolean {
  return accepted === undefined;
}

function shown({ rule, message }: NetworkFinding): string {
  return `${rule}: ${message}`;
}
