/* eslint-disable @typescript-eslint/no-require-imports */
const { VERSIONS, isLower, versionOf } = require('../../../scripts/cdk8s-plus/versions.js') as {
  VERSIONS: Record<string, { minimum: string; constructs: string; why: string }>;
  isLower: (release: string, other: string) => boolean;
  versionOf: (version: string, release?: string) => { version: string; minimum: string; release: string };
};

test('a version has its lowest release', () => {
  expect(versionOf('37')).toEqual({ version: '37', release: VERSIONS['37'].minimum, ...VERSIONS['37'] });
});

test('a later release is taken', () => {
  expect(versionOf('32', '2.5.110')).toMatchObject({ minimum: '2.5.105', release: '2.5.110' });
});

test.each([
  ['99', 'cdk8s-plus version: got "99"; allowed: 28, 32, 34, 37.'],
  ['toString', 'cdk8s-plus version: got "toString"; allowed: 28, 32, 34, 37.'],
])('a version that is not in the table is refused: %s', (version, says) => {
  expect(() => versionOf(version)).toThrow(says);
});

test.each([
  ['32', '2.5.92'],
  ['32', '2.5.104'],
  ['34', '2.0.54'],
  ['37', '2.0.2'],
  // Another major version may have another API.
  ['32', '3.0.0'],
  // What is taken is one release and no range.
  ['37', '^2.0.3'],
  ['37', 'latest'],
])('cdk8s-plus-%s does not take the release %s', (version, release) => {
  const { minimum, why } = VERSIONS[version];
  expect(() => versionOf(version, release)).toThrow(
    `cdk8s-plus-${version}: got release "${release}"; allowed: ${minimum} or a later one of 2.x, because ${why}.`,
  );
});

test('the lowest releases of 31 to 34 are those from which a StatefulSet keeps its volumes', () => {
  expect([VERSIONS['32'].minimum, VERSIONS['34'].minimum]).toEqual(['2.5.105', '2.0.66']);
  expect(Object.keys(VERSIONS)).not.toContain('31');
});

test('releases are compared by their numbers', () => {
  expect(isLower('2.5.92', '2.5.105')).toBe(true);
  expect(isLower('2.10.0', '2.9.9')).toBe(false);
  expect(isLower('2.0.3', '2.0.3')).toBe(false);
});
