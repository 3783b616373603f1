import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parse, parseAllDocuments } from 'yaml';

/* The plugin of the page about Argo CD: what its command writes to stdout is what Argo CD would apply. */

const PAGE = readFileSync(path.join(__dirname, '../../docs/argo-cd.md'), 'utf8');
const [, TEXT] = /plugin\.yaml <<'EOF'\n([^]*?)^EOF$/m.exec(PAGE)!;

interface Call {
  readonly command: readonly string[];
  readonly args: readonly string[];
}

const plugin = parse(TEXT) as {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: { init: Call; generate: Call; discover: object; version: string };
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'argo-cd-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `generate` with an npx that renders two files, and checks them with this exit code. */
function generate(synth: number, check: number): { status: number | null; stdout: string; stderr: string } {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const render = 'printf "kind: A\\n---\\nkind: B\\n" > "$5/a.yaml"; printf "kind: C" > "$5/c.yaml"';
  const script = `#!/bin/sh
echo "npx $1 $2 $3"
case "$2" in
  cdk8s) [ "$4" = --output ] && ${render}; exit ${synth} ;;
  service-patterns) ls "$4"; exit ${check} ;;
esac
exit 9
`;
  writeFileSync(path.join(bin, 'npx'), script, { mode: 0o755 });
  const { command, args } = plugin.spec.generate;
  const [program, ...words] = [...command, ...args];
  const env = { PATH: `${bin}:${process.env.PATH}`, TMPDIR: folder };
  return spawnSync(program, words, { cwd: folder, encoding: 'utf8', env });
}

test('the plugin has the fields of its kind', () => {
  expect(plugin).toMatchObject({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ConfigManagementPlugin' });
  expect(Object.keys(plugin.spec).sort()).toEqual(['discover', 'generate', 'init', 'version']);
  expect(plugin.spec.discover).toEqual({ fileName: './cdk8s.yaml' });
});

test('what is rendered goes to stdout as one stream, and all else to stderr', () => {
  const { status, stdout, stderr } = generate(0, 0);
  expect(status).toEqual(0);
  const documents = parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
  expect(documents.filter((document) => document !== null)).toEqual([{ kind: 'A' }, { kind: 'B' }, { kind: 'C' }]);
  expect(stderr).toEqual('npx --no cdk8s synth\nnpx --no service-patterns check\na.yaml\nc.yaml\n');
});

test.each([
  ['synth', 1, 0],
  ['check', 0, 1],
])('nothing is handed to Argo CD if %s fails', (_, synth, check) => {
  const { status, stdout } = generate(synth, check);
  expect([status, stdout]).toEqual([1, '']);
});
