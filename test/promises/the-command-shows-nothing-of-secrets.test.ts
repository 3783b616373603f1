import { Workplace } from '../cli/in-process';
import { SHOP } from '../cli/shop';

const SECRET = 'hunter2';
const encoded = Buffer.from(SECRET).toString('base64');

/** Input in which the secret stands where somebody may have put it, right and wrong. */
const INPUTS: { readonly [what: string]: string } = {
  'a Secret': `apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { password: ${SECRET} }\ndata: { p: ${encoded} }\n`,
  'a Secret with a wrong name': `apiVersion: v1\nkind: Secret\nmetadata: { name: [1] }\nstringData: { password: ${SECRET} }\n`,
  'a ConfigMap': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { url: "postgres://u:${SECRET}@db" }\n`,
  'a List with a Secret that is broken': `apiVersion: v1\nkind: List\nitems: [{ kind: Secret, metadata: { name: s }, stringData: ${SECRET} }]\n`,
  'a variable of a pod': `apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: shop }\nspec: { hostNetwork: 5, containers: [{ name: c, env: [{ name: DB_PASSWORD, value: ${SECRET} }], ports: [{ containerPort: x }] }] }\n`,
  'a file that is no YAML': `kind: Secret\nstringData:\n  password: ${SECRET}\n  broken: [\n`,
  'a file that is no YAML at the secret itself': `kind: Secret\nstringData: {\n  password: "${SECRET}\n`,
  'a scalar': `${SECRET}\n`,
  'a text of environment variables': `DB_PASSWORD=${SECRET}\nTOKEN=${SECRET}\n`,
  'JSON that is broken': `{"kind": "Secret", "stringData": {"password": "${SECRET}",,}}`,
};

const place = new Workplace({ 'shop.yaml': SHOP });
afterAll(() => place.remove());

describe.each(Object.entries(INPUTS))('%s', (_, text) => {
  test.each([
    ['reach', './in.yaml'],
    ['reach', './shop.yaml', './in.yaml', '--format', 'json'],
    ['explain', './shop.yaml', './in.yaml', '--from', 'web', '--to', 'db', '--port', '5432', '--format', 'json'],
    ['diff', './shop.yaml', './in.yaml', '--format', 'md'],
    ['reach', './shop.yaml', './in.yaml', '--format', 'html'],
    ['reach', './shop.yaml', './in.yaml', '--format', 'svg'],
    ['diff', './shop.yaml', './in.yaml', '--format', 'html'],
    ['reach', '-'],
  ])('is not shown by: %s %s', async (...args) => {
    place.write('in.yaml', text);
    const { stdout, stderr } = await place.run(args, { stdin: text });
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stdout + stderr).not.toContain(encoded);
  });
});

test('nor is the environment of the process, whatever file leads to it', async () => {
  process.env.PROMISE_TOKEN = SECRET;
  const { stdout, stderr } = await place.run(['reach', '/proc/self/environ']);
  delete process.env.PROMISE_TOKEN;
  expect(stdout + stderr).not.toContain(SECRET);
});
