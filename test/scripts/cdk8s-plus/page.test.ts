/* eslint-disable @typescript-eslint/no-require-imports */
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../../..');
const { VERSIONS, SOURCE, isLower } = require('../../../scripts/cdk8s-plus/versions.js') as {
  VERSIONS: Record<string, { minimum: string }>;
  SOURCE: string;
  isLower: (release: string, other: string) => boolean;
};
const { writtenPage } = require('../../../scripts/cdk8s-plus/page.js') as {
  writtenPage: (page: string, measured: object) => string;
};
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const measured = JSON.parse(read('scripts/cdk8s-plus/differences.json')) as Record<string, { release: string }>;

test('the page of versions says what the table of versions and what was rendered say', () => {
  const page = read('docs/cdk8s-plus-versions.md');
  expect(page).toBe(writtenPage(page, measured));
});

test('each version of the table was rendered, with a release that is allowed', () => {
  expect(Object.keys(measured)).toEqual(Object.keys(VERSIONS).filter((version) => version !== SOURCE));
  for (const [version, { release }] of Object.entries(measured)) {
    expect(`${version} ${isLower(release, VERSIONS[version].minimum)}`).toBe(`${version} false`);
  }
});

test('a page without the places for the tables is refused', () => {
  expect(() => writtenPage('# Versions', measured)).toThrow('no part between <!-- versions -->');
});
