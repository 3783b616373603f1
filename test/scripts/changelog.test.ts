import { readFileSync } from 'fs';
import * as path from 'path';
import { notes, prepared } from '../../scripts/release/changelog';

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
