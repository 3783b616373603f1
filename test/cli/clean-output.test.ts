import { Workplace } from './in-process';
import { BAD_POLICY, SHOP } from './shop';
import { cleanLine } from '../../src/cli/say';
import { CHECK_FORMAT_NAMES } from '../../src/render/format-names';

/** What steers a terminal, or turns the direction of a text. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
/** What the runner of a pipeline takes for a command: GitHub, Azure, TeamCity, GitLab, Travis. */
const COMMAND = /^\s*::|##\w*\[|^\s*section_(start|end):|^\s*travis_/m;

const EVIL = '\u001b[31m\u0007\n::error::x##vso[task]##[error]y\rsection_start:1:a\u202e\u2028';

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

function expectClean({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(CONTROL);
    expect(text).not.toMatch(COMMAND);
  }
}

test.each([
  ['section_start:1:a', '- section_start:1:a'],
  [' section_end:1:a', '- section_end:1:a'],
  ['travis_fold:start:a', '- travis_fold:start:a'],
  ['##teamcity[x]', '# #teamcity[x]'],
  ['--- a group', '- --- a group'],
  ['a\u061cb\u00adc\u{e0001}d\ud800e', 'a b c d e'],
])('%j is said as %j', (text, clean) => {
  expect(cleanLine(text)).toEqual(clean);
});

describe('a file whose name gives commands', () => {
  const name = `in/${EVIL.replaceAll('/', '')}.yaml`;

  test.each([
    ['is good, and named by a warning', SHOP.replaceAll('app: db', 'app: nobody')],
    ['is bad', BAD_POLICY],
    ['is no YAML', 'x: ['],
    ['is a template', 'a: {{ .Values.x }}'],
    ['is a kustomization', 'kind: Kustomization'],
    ['is a message', 'Warning: x'],
  ])('%s', async (_, text) => {
    place.write(name, text);
    for (const args of [
      ['reach', './in', '-v'],
      ['diff', './in', './in', '-v'],
      ['explain', './in', '--from', 'internet', '--to', 'web', '--port', '8080', '-v'],
      ['runbook', './in', '-v'],
      ['check', './in', '-v'],
    ]) {
      expectClean(await place.run(args));
    }
  });

  test.each([['table'], ['md'], ['mermaid'], ['dot'], ['csv'], ['json']])(
    'steers nobody through %s',
    async (format) => {
      place.write(name, SHOP);
      expectClean(await place.run(['reach', './in', '--format', format]));
    },
  );
});

test.each(CHECK_FORMAT_NAMES.map((format) => [format]))(
  'neither a file whose name gives commands nor a name in it steers anybody through %s of check',
  async (format) => {
    const odd = new Workplace({});
    odd.write(`in/${EVIL.replaceAll('/', '')}.yaml`, `${SHOP}${named(EVIL)}`);
    const outcome = await odd.run(['check', './in', '--format', format]);
    odd.remove();
    expect(outcome.code).toBeLessThan(2);
    expectClean(outcome);
  },
);

/** A Deployment with a container, an image and variables of that name. */
function named(name: string): string {
  const text = JSON.stringify(name.replace(/[\ud800-\udfff]/g, '')).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: odd, namespace: shop }
spec:
  selector: { matchLabels: { app: odd } }
  template:
    metadata: { labels: { app: odd } }
    spec: { containers: [{ name: ${text}, image: ${text}, env: [{ name: ${text} }, { name: ${text} }] }] }
`;
}

test.each([
  ['an operand', ['reach', EVIL]],
  ['a rule', ['check', './shop.yaml', '--only', EVIL]],
  ['a file of rules', ['check', './shop.yaml', '--rules', EVIL]],
  ['a baseline', ['check', './shop.yaml', '--baseline', EVIL]],
  ['a day', ['check', './shop.yaml', '--write-baseline', '/dev/null', '--reason', 'a', '--until', EVIL]],
  ['a command', [EVIL]],
  ['an option', ['reach', `--${EVIL}`]],
  ['a value of an option', ['reach', './shop.yaml', '--format', EVIL]],
  ['an end', ['reach', './shop.yaml', '--from', EVIL]],
  ['an address', ['reach', './shop.yaml', '--from', `ip:${EVIL}`]],
  ['pods', ['reach', './shop.yaml', '--from', `pods:${EVIL}`]],
  ['a namespace', ['reach', './shop.yaml', '--namespace', EVIL]],
  ['a default namespace', ['reach', './shop.yaml', '--default-namespace', EVIL]],
  ['a network', ['reach', './shop.yaml', '--pod-cidr', EVIL]],
  ['a question', ['explain', './shop.yaml', '--from', EVIL, '--to', 'web', '--port', '1']],
  ['a port', ['explain', './shop.yaml', '--from', 'web', '--to', 'db', '--port', EVIL]],
  ['an expectation', ['explain', './shop.yaml', '--from', 'web', '--to', 'db', '--port', '1', '--expect', EVIL]],
  ['a side of a comparison', ['diff', './shop.yaml', EVIL]],
  ['a page of the help', ['help', EVIL]],
])('%s that gives commands is shown without them', async (_, args) => {
  place.write('shop.yaml', SHOP);
  const outcome = await place.run(args);
  expectClean(outcome);
});

test('progress names a file without its commands', async () => {
  place.write(`in/${EVIL}.yaml`, SHOP);
  const { stderr } = await place.run(['reach', './in'], { isTerminal: true, tick: 1100 });
  const shown = stderr.split('\r\u001b[K').join('\n');
  expect(shown).not.toMatch(CONTROL);
  expect(shown).not.toMatch(COMMAND);
  expect(shown).toContain('reading in/');
});

test('no cell of a CSV begins a formula', async () => {
  place.write('shop.yaml', SHOP);
  const { stdout } = await place.run(['reach', './shop.yaml', '--format', 'csv']);
  expect(stdout.split('\n').flatMap((line) => line.split(','))).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/^"?[=+\-@\t]/)]),
  );
  // Names are what cells begin with, and no name of a cluster begins so.
  place.write('evil.yaml', SHOP.replace('name: web', 'name: "=cmd()"'));
  expect((await place.run(['reach', './evil.yaml'])).code).toEqual(3);
  const evil = await place.run(['reach', './shop.yaml', '--default-namespace', '=x']);
  expect(evil.code).toEqual(2);
});

describe('warnings', () => {
  test('about policies that select nobody are 20, and a count', async () => {
    const policy = (i: number): string =>
      `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p${i} }\nspec: { podSelector: { matchLabels: { a: b } } }\n`;
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';
    const { stderr } = await place.run(['reach', '-'], {
      stdin: pod + Array.from({ length: 25 }, (_, i) => policy(i)).join(''),
    });
    expect(stderr.trimEnd().split('\n')).toHaveLength(21);
    expect(stderr).toMatch(/\nwarning: and 5 more findings of policy-selects-nobody\n$/);
  });

  test('name a policy that nobody reads, even if there is no workload', async () => {
    const stdin =
      'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: g }\nspec: { selector: all() }\n';
    const { code, stderr } = await place.run(['reach', '-'], { stdin });
    expect(code).toEqual(0);
    expect(stderr).toMatch(/^warning: stdin:1: GlobalNetworkPolicy\/g \(projectcalico\.org\/v3\) /);
    expect(stderr).not.toContain('no NetworkPolicy');
  });
});
