import 'cdk8s-service-patterns/lib/jest';
import { Testing } from 'cdk8s';
import { Port } from 'cdk8s-service-patterns';
import { build } from './shop';

const app = Testing.app();
const { web, api, db } = build(app);

test('the api alone reaches the database, and no port but that of PostgreSQL', () => {
  expect(db).toOnlyBeReachedBy([{ end: api, ports: [Port.POSTGRES] }]);
});

test('the website reaches the api, and nothing else', () => {
  expect(web).toOnlyReach([{ end: api, ports: [Port.tcp(9898)] }]);
});

test('the website alone is reached from the internet', () => {
  expect(web).toBeReachableFromInternet();
  expect(api).not.toBeReachableFromInternet();
  expect(db).not.toBeReachableFromInternet();
});

test('the checks find nothing to mend', () => {
  expect(app).toHaveNoFindings();
});
