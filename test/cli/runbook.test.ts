import { Workplace } from './in-process';
import { SHOP } from './shop';

const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
`;
const place = new Workplace({
  'shop.yaml': SHOP + SERVICE,
  'my shop.yaml': SHOP + SERVICE,
  'folder/shop.yaml': SHOP + SERVICE,
  'empty.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n',
  'alias.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: { name: out }\nspec: { type: ExternalName, externalName: db.example.com }\n',
  'bad.yaml': SHOP.replace('podSelector:', 'podSelectr:'),
});
afterAll(() => place.remove());

const headings = (text: string): string[] => [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

test('prints all Services, then the workloads without one', async () => {
  const { code, stdout, stderr } = await place.run(['runbook', './shop.yaml']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(headings(stdout)).toEqual(['Contents', 'shop/Service/db', 'shop/Deployment/web', 'The cluster']);
  // Its document begins with `---`.
  expect(stdout).toContain(`| written in | \`shop.yaml:${SHOP.split('\n').length + 1}\` |`);
});

test.each([
  ['the last operand', ['./shop.yaml', 'shop/db']],
  ['--of', ['./shop.yaml', '--of', 'shop/db']],
  ['--of before the file', ['--of', 'db', './shop.yaml']],
  ['an id', ['./shop.yaml', 'shop/StatefulSet/db']],
])('%s picks what it is about', async (_, words) => {
  const { code, stdout } = await place.run(['runbook', ...words]);
  expect([code, headings(stdout)]).toEqual([0, ['Contents', 'shop/Service/db', 'The cluster']]);
});

test('its commands read what it read', async () => {
  const explain = (stdout: string): string | undefined => /^service-patterns explain .*$/m.exec(stdout)?.[0];
  const spaced = await place.run(['runbook', './my shop.yaml', 'db']);
  expect(explain(spaced.stdout)).toEqual(
    "service-patterns explain 'my shop.yaml' --from shop/Deployment/web --to shop/StatefulSet/db --port 5432/TCP",
  );
  const folder = await place.run(['runbook', './folder', '-R', '--pod-cidr', '10.244.0.0/16', '--of', 'db']);
  expect(explain(folder.stdout)).toEqual(
    'service-patterns explain folder --recursive --pod-cidr 10.244.0.0/16 --from shop/Deployment/web --to shop/StatefulSet/db --port 5432/TCP',
  );
  const piped = await place.run(['runbook', '-', 'db'], { stdin: SHOP + SERVICE });
  expect(explain(piped.stdout)).toMatch(/^service-patterns explain MANIFESTS --from /);
});

test('such a command is one that works', async () => {
  const { stdout } = await place.run(['runbook', './shop.yaml', 'db']);
  const [, ...words] = /^service-patterns explain .*$/m.exec(stdout)![0].split(' ');
  const answer = await place.run(words.map((word) => (word === 'shop.yaml' ? './shop.yaml' : word)));
  expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^allow: /) });
});

test('a name that is in no manifest is refused, with one that is near', async () => {
  expect(await place.run(['runbook', './shop.yaml', 'shop/dbb'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr:
      'service-patterns runbook: workload: got "shop/dbb"; allowed: a Service or a workload of the input by its id, namespace/name or name; no file is called so. Fix: did you mean "shop/db"?\n',
  });
});

test('a file that is not there is one if nothing else is read', async () => {
  expect(await place.run(['runbook', './nothing.yaml'])).toMatchObject({ code: 3, stdout: '' });
});

test('input with problems has no runbook, and neither has input with nothing to tell of', async () => {
  expect(await place.run(['runbook', './bad.yaml'])).toMatchObject({ code: 3, stdout: '' });
  const empty = await place.run(['runbook', './empty.yaml']);
  expect([empty.code, empty.stdout]).toEqual([3, '']);
  expect(empty.stderr).toContain('got no workload');
});

test('names outside of the cluster need no workload', async () => {
  const { code, stdout } = await place.run(['runbook', './alias.yaml']);
  expect([code, headings(stdout)]).toEqual([0, ['Contents', 'default/Service/out', 'The cluster']]);
});
