import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { App, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { edgesOf } from './edges';
import { NetworkReport } from '../../src';
import { blocksOf } from '../cli/docs';
import { Workplace } from '../cli/in-process';
import { networkPicture } from '../docs-pictures';
import { Manifest } from '../manifests';
import { readmeStack } from '../promises/readme-stack';

/*
 * What the README shows of its stack is what the stack gives. After a change of that, `UPDATE_DOCS=1 npx jest test/readme`
 * brings the policy, the comment and the pictures up to date.
 */

const ROOT = path.join(__dirname, '../..');
const PAGE = path.join(ROOT, 'README.md');
const PICTURE = path.join(ROOT, 'docs/stack.svg');
const CHANGE = path.join(ROOT, 'docs/pictures/change.svg');
const README = readFileSync(PAGE, 'utf8');
/** What the script of docs/pipelines.md calls. */
const DIFF = ['diff', '--format', 'md', '--fail-on', 'internet'];
const isUpdating = process.env.UPDATE_DOCS !== undefined;

const block = (language: string, part: string): string =>
  blocksOf(README).find((one) => one.language === language && one.code.includes(part))!.code;

function render(app: App): Manifest[] {
  return app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]);
}

function update(shown: string, real: string): void {
  if (isUpdating) {
    writeFileSync(
      PAGE,
      readFileSync(PAGE, 'utf8').replace(shown, () => real),
    );
  } else {
    expect(shown).toEqual(real);
  }
}

test('the stack renders the policy that is shown, and as many objects as are said', () => {
  const objects = render(readmeStack());
  const { spec } = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'api');
  update(block('yaml', 'podSelector'), stringify({ spec }, { lineWidth: 0 }));
  expect(README).toContain(`It renders ${objects.length} objects`);
});

test('the stack makes its namespace first, and needs the Secret that is made for it', () => {
  const objects = render(readmeStack());
  expect(objects[0]).toMatchObject({ kind: 'Namespace', metadata: { name: 'shop' } });
  const keys = [...JSON.stringify(objects).matchAll(/"secretKeyRef":\{"key":"([\w-]+)","name":"([\w-]+)"/g)];
  expect([...new Set(keys.map(([, key, name]) => `${name} ${key}`))]).toEqual(['postgres password']);
  expect(block('sh', 'kubectl apply').split('\n').slice(0, 2)).toEqual([
    'kubectl apply -f dist/',
    'kubectl create secret generic postgres --namespace shop --from-literal=password="$(openssl rand -hex 24)"',
  ]);
});

test('the comment is what diff says of the pull request, and diff fails', async () => {
  const added = [...block('diff', 'allowFrom').matchAll(/^\+(.*)$/gm)].map(([, line]) => line).join('\n');
  const place = new Workplace({
    'before.yaml': readmeStack().synthYaml(),
    'after.yaml': readmeStack(added).synthYaml(),
  });
  const { code, stdout } = await place.run([...DIFF, './before.yaml', './after.yaml']);
  place.remove();
  expect(code).toEqual(1);
  const quoted = stdout.trimEnd().replace(/^(.*)$/gm, (line) => `> ${line}`.trimEnd());
  const [, shown] = /<!-- diff -->\n([^]*?)<!-- \/diff -->/.exec(README)!;
  update(`<!-- diff -->\n${shown}<!-- /diff -->`, `<!-- diff -->\n${quoted}\n<!-- /diff -->`);
});

test('what the rules find is what check says of the pull request', async () => {
  const added = [...block('diff', 'allowFrom').matchAll(/^\+(.*)$/gm)].map(([, line]) => line).join('\n');
  const place = new Workplace({ 'shop.k8s.yaml': readmeStack(added).synthYaml() });
  const { code, stdout } = await place.run(['check', '--format', 'md', '--fail-on', 'warning', './shop.k8s.yaml']);
  place.remove();
  expect(code).toEqual(1);
  const quoted = stdout.trimEnd().replace(/^(.*)$/gm, (line) => `> ${line}`.trimEnd());
  const [, shown] = /<!-- findings -->\n([^]*?)<!-- \/findings -->/.exec(README)!;
  update(`<!-- findings -->\n${shown}<!-- /findings -->`, `<!-- findings -->\n${quoted}\n<!-- /findings -->`);
});

test('the picture is the one that is drawn of the stack', () => {
  const { svg } = networkPicture(readmeStack());
  if (isUpdating) writeFileSync(PICTURE, svg);
  expect(readFileSync(PICTURE, 'utf8')).toEqual(svg);
});

test('the picture of the change is what diff draws of the pull request', async () => {
  const added = [...block('diff', 'allowFrom').matchAll(/^\+(.*)$/gm)].map(([, line]) => line).join('\n');
  const place = new Workplace({
    'before.yaml': readmeStack().synthYaml(),
    'after.yaml': readmeStack(added).synthYaml(),
  });
  const { code, stdout } = await place.run(['diff', '--format', 'svg', './before.yaml', './after.yaml']);
  place.remove();
  expect(code).toEqual(0);
  if (isUpdating) writeFileSync(CHANGE, stdout);
  expect(readFileSync(CHANGE, 'utf8')).toEqual(stdout);
});

test('what is said of the picture to those who do not see it is what it shows', () => {
  const [, words] = /!\[(.*?)\]\(\S+\/docs\/stack\.svg\)/.exec(README)!;
  const edges = edgesOf(NetworkReport.of(readmeStack()));
  expect(edges.length).toBeGreaterThan(3);
  for (const { from, to, ports } of edges) {
    if (to !== 'DNS of the cluster') {
      expect(words.toLowerCase()).toContain(`${from} reaches ${to} on ${ports.toLowerCase()}`);
    }
  }
});

test('no link is relative: on npm nothing lies beside the README', () => {
  const links = [...README.matchAll(/\]\(([^)\s]+)\)/g), ...README.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(
    ([, link]) => link,
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
});

test('each reference has its address, and each address its reference', () => {
  const prose = README.replace(/^```[^]*?^```$/gm, '');
  const used = [...prose.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
  const defined = [...prose.matchAll(/^\[([^\]]+)\]:/gm)].map(([, name]) => name);
  expect([...new Set(used)].sort()).toEqual(defined.sort());
});
