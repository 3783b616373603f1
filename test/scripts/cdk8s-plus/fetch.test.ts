/* eslint-disable @typescript-eslint/no-require-imports */
import { spawnSync } from 'child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const { fetchPackage } = require('../../../scripts/cdk8s-plus/fetch.js') as {
  fetchPackage: (name: string, release: string, target: string) => string;
};

const PATH = process.env.PATH;
let folder: string;

/** Programs stand in for npm and pip: the tests ask no registry. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-plus-fetch-'));
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package', 'package.json'), '{ "name": "cdk8s-plus-37", "version": "2.0.3" }');
  spawnSync('tar', ['-czf', join(folder, 'plus.tgz'), '-C', folder, 'package']);
  mkdirSync(join(folder, 'bin'));
  for (const tool of ['tar', 'sh', 'cp', 'mkdir', 'gzip', 'touch']) link(tool);
  process.env.PATH = join(folder, 'bin');
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

function link(tool: string): void {
  const place = PATH!.split(':').find((at) => existsSync(join(at, tool)));
  symlinkSync(join(place!, tool), join(folder, 'bin', tool));
}

function program(name: string, script: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const fetchIt = (): string => fetchPackage('cdk8s-plus-37', '2.0.3', join(folder, 'target'));
const fetched = (): unknown => JSON.parse(readFileSync(join(folder, 'target', 'package.json'), 'utf8'));

const NPM_HAS_IT = 'cp "$(dirname "$0")/../plus.tgz" plus.tgz; echo \'[{ "filename": "plus.tgz" }]\''.replace(
  '$(dirname "$0")',
  '${0%/*}',
);
const NPM_HAS_IT_NOT =
  'echo "npm error code ETARGET" >&2; echo "npm error notarget No matching version found for cdk8s-plus-37@2.0.3." >&2; exit 1';

/** pip: says its version, downloads a wheel; zipfile: unpacks it. */
const PYTHON_HAS_IT = `
case "$*" in
  *"pip --version") ;;
  *"pip download"*) touch x.whl ;;
  *"zipfile -e"*) mkdir -p wheel/cdk8s_plus_37/_jsii; cp "\${0%/*}/../plus.tgz" "wheel/cdk8s_plus_37/_jsii/cdk8s-plus-37@2.0.3.jsii.tgz" ;;
esac`;

test('a release that npm has comes from npm', () => {
  program('npm', NPM_HAS_IT);
  expect(fetchIt()).toBe('npm');
  expect(fetched()).toEqual({ name: 'cdk8s-plus-37', version: '2.0.3' });
});

test('a release that npm does not have comes out of the wheel for Python', () => {
  program('npm', NPM_HAS_IT_NOT);
  program('python3', PYTHON_HAS_IT);
  expect(fetchIt()).toBe('the npm package in the wheel of PyPI');
  expect(fetched()).toEqual({ name: 'cdk8s-plus-37', version: '2.0.3' });
});

test('a release that nobody has is skipped, with the reasons, and no other is taken', () => {
  program('npm', NPM_HAS_IT_NOT);
  expect(fetchIt).toThrow(
    'skipped: cdk8s-plus-37 2.0.3 is not to be had. npm: notarget No matching version found for cdk8s-plus-37@2.0.3. ' +
      'PyPI: there is no Python with pip. Fix: use a registry that has this release; an earlier one is not taken',
  );
  expect(existsSync(join(folder, 'target'))).toBe(false);
});

test('a wheel without the package for npm is said to be without it', () => {
  program('npm', NPM_HAS_IT_NOT);
  program('python3', PYTHON_HAS_IT.replace('2.0.3.jsii', '2.0.4.jsii'));
  expect(fetchIt).toThrow('PyPI: the wheel has no cdk8s-plus-37@2.0.3.jsii.tgz.');
});

test('a package that cannot be unpacked leaves nothing that the next run would take for complete', () => {
  program('npm', 'echo broken > plus.tgz; echo \'[{ "filename": "plus.tgz" }]\'');
  expect(fetchIt).toThrow('cannot unpack plus.tgz: ');
  expect(readdirSync(folder).sort()).toEqual(['bin', 'package', 'plus.tgz']);
});
