// The versions of cdk8s-plus that this package is made for: versions.json has the lowest release of each that it works with.
const VERSIONS = require('./versions.json');

/** The version that the sources name. */
const SOURCE = '28';

/** What cannot be made as it was asked for: said without a stack. */
class Refusal extends Error {}

/**
 * A version of the table: its lowest release, and the one that is asked for.
 *
 * @param version the number in the name of cdk8s-plus
 * @param release the release to take, where it is not the lowest one
 */
function versionOf(version, release) {
  if (!Object.hasOwn(VERSIONS, version)) {
    const known = Object.keys(VERSIONS).join(', ');
    throw new Refusal(
      `cdk8s-plus version: got ${JSON.stringify(version)}; allowed: ${known}. ` +
        'Fix: add it with the lowest release that keeps the volumes of a StatefulSet to scripts/cdk8s-plus/versions.json',
    );
  }
  const { minimum, constructs, why } = VERSIONS[version];
  const wanted = release ?? minimum;
  if (!/^\d+\.\d+\.\d+$/.test(wanted) || major(wanted) !== major(minimum) || isLower(wanted, minimum)) {
    throw new Refusal(
      `cdk8s-plus-${version}: got release ${JSON.stringify(wanted)}; allowed: ${minimum} or a later one of ${major(minimum)}.x, because ${why}. ` +
        `Fix: leave --release out, or name one from ${minimum}`,
    );
  }
  return { version, minimum, constructs, why, release: wanted };
}

function major(release) {
  return release.split('.')[0];
}

/** Whether a release comes before another. */
function isLower(release, other) {
  const [a, b] = [release, other].map((text) => text.split('.').map(Number));
  const place = a.findIndex((number, i) => number !== b[i]);
  return place !== -1 && a[place] < b[place];
}

module.exports = { Refusal, SOURCE, VERSIONS, isLower, versionOf };
