import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { nextVersion, notes, prepared } from '../../scripts/release/changelog';

/* The changelog is written by hand; a release gives its newest entries a version, and shows them. */

const REPOSITORY = 'https://github.com/owner/name';
const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- One thing, which takes
  two lines. [A page](docs/page.md)
  - a part of it

### Fixed

- Another, see [elsewhere](https://example.com/a).

## [0.1.0] - 2026-11-30

- The first.
`;

describe('preparing a release', () => {
  test('puts the unreleased entries under the version and the date', () => {
    expect(prepared(CHANGELOG, '0.2.0', '2026-12-24')).toBe(
      CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-12-24\n'),
    );
  });

  test('is refused where nothing is unreleased', () => {
    const released = prepared(CHANGELOG, '0.2.0', '2026-12-24');
    expect(() => prepared(released, '0.3.0', '2026-12-25')).toThrow(
      'CHANGELOG.md: got nothing under "Unreleased"; allowed: what 0.3.0 changes. Fix: write it',
    );
  });

  test('is refused where the version is there already', () => {
    expect(() => prepared(CHANGELOG, '0.1.0', '2026-12-24')).toThrow(
      'CHANGELOG.md: got 0.1.0 already; allowed: once. Fix: merge both by hand',
    );
  });
});

describe('the version of a release', () => {
  const script = path.join('scripts', 'release', 'changelog.js');
  const fix =
    'Fix: run npx projen release:prepare or npx projen release, which compute it from the commits and call this';
  let repository: string;

  beforeEach(() => {
    repository = mkdtempSync(path.join(tmpdir(), 'changelog-'));
    mkdirSync(path.join(repository, 'dist'));
  });
  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  test('is what projen wrote', () => {
    writeFileSync(path.join(repository, 'dist', 'version.txt'), '0.2.0\n');
    expect(nextVersion(repository)).toBe('0.2.0');
  });

  test('is refused where the file has none', () => {
    writeFileSync(path.join(repository, 'dist', 'version.txt'), '');
    expect(() => nextVersion(repository)).toThrow(
      `dist/version.txt: got ""; allowed: the next version, such as 0.2.0. ${fix}`,
    );
  });

  test.each(['prepare', 'notes'])('is asked for in one line where nothing computed it: %s', (command) => {
    cpSync(path.join(__dirname, '../..', script), path.join(repository, script));
    writeFileSync(path.join(repository, 'CHANGELOG.md'), CHANGELOG);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, script), command], {
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `dist/version.txt: got no file; allowed: the next version, such as 0.2.0. ${fix}\n`,
    });
    expect(readFileSync(path.join(repository, 'CHANGELOG.md'), 'utf8')).toBe(CHANGELOG);
  });
});

describe('the notes of a release', () => {
  const released = prepared(CHANGELOG, '0.2.0', '2026-12-24');

  test('are the entries of its version alone, a line each, with links to the files of its tag', () => {
    expect(notes(released, '0.2.0', REPOSITORY)).toBe(
      [
        '### Added',
        '',
        `- One thing, which takes two lines. [A page](${REPOSITORY}/blob/v0.2.0/docs/page.md)`,
        '  - a part of it',
        '',
        '### Fixed',
        '',
        '- Another, see [elsewhere](https://example.com/a).',
        '',
      ].join('\n'),
    );
    expect(notes(released, '0.1.0', REPOSITORY)).toBe('- The first.\n');
  });

  test('are refused for a version that has no entries', () => {
    expect(() => notes(released, '0.3.0', REPOSITORY)).toThrow('CHANGELOG.md: got no entries of 0.3.0; allowed: some.');
    // The dot is a dot.
    expect(() => notes(released, '0x2.0', REPOSITORY)).toThrow('got no entries');
  });

  test('are refused while there are unreleased entries, which would be in the release and not in its notes', () => {
    expect(() => notes(CHANGELOG, '0.1.0', REPOSITORY)).toThrow('got unreleased entries beside those of 0.1.0');
  });
});

test('the changelog of this repository can be released', () => {
  const changelog = readFileSync(path.join(__dirname, '../../CHANGELOG.md'), 'utf8');
  const unreleased = /^## \[Unreleased\]\n+(?!## )./m.test(changelog);
  const next = unreleased ? prepared(changelog, '999.0.0', '2026-12-24') : changelog;
  const [, version] = /^## \[(\d+\.\d+\.\d+)\] - /m.exec(next)!;
  const text = notes(next, version, REPOSITORY);
  expect(text.length).toBeGreaterThan(100);
  expect(text).not.toMatch(/\]\((?!https?:|#)/);
  // What GitHub takes for a release.
  expect(text.length).toBeLessThan(125_000);
});
