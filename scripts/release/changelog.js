// CHANGELOG.md is written by hand; the version that its newest entries get is decided by the commits (dist/version.txt).
//   node scripts/release/changelog.js prepare   gives what is under "Unreleased" the next version and today's date
//   node scripts/release/changelog.js notes     writes the entries of the version into dist/changelog.md, the notes of the release
const { existsSync, readFileSync, writeFileSync } = require('fs');
const { join } = require('path');

const UNRELEASED = '## [Unreleased]\n';

/** What stands under a heading, up to the next of its kind; undefined without that heading. */
function section(changelog, heading) {
  const [, rest] = changelog.split(heading, 2);
  return rest?.split(/^## /m)[0].trim();
}

/** The version that a release is about: projen writes it before it asks for the notes. */
function nextVersion(root) {
  const file = join(root, 'dist/version.txt');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (version !== undefined && /^\d+\.\d+\.\d+$/.test(version)) return version;
  throw new Error(
    `dist/version.txt: got ${version === undefined ? 'no file' : JSON.stringify(version)}; allowed: the next version, such as 0.2.0. ` +
      'Fix: run npx projen release:prepare or npx projen release, which compute it from the commits and call this',
  );
}

const headingOf = (version) => new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d\\d-\\d\\d\\n`, 'm');

/** The changelog whose unreleased entries are those of a version. */
function prepared(changelog, version, date) {
  const entries = section(changelog, UNRELEASED);
  if (!entries) throw new Error(`CHANGELOG.md: got nothing under "Unreleased"; allowed: what ${version} changes. Fix: write it`);
  if (headingOf(version).test(changelog)) throw new Error(`CHANGELOG.md: got ${version} already; allowed: once. Fix: merge both by hand`);
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## [${version}] - ${date}\n`);
}

/** The entries of a version, as GitHub shows them: one line each, because there each line break is one; links lead to the tag. */
function notes(changelog, version, repository) {
  const entries = section(changelog, headingOf(version));
  const fix = 'Fix: npx projen release:prepare, and merge what it writes before the release';
  if (!entries) throw new Error(`CHANGELOG.md: got no entries of ${version}; allowed: some. ${fix}`);
  if (section(changelog, UNRELEASED)) {
    throw new Error(`CHANGELOG.md: got unreleased entries beside those of ${version}; allowed: none, they would be in it. ${fix}`);
  }
  return entries
    .replace(/\n {2,}(?![-*] )(?=\S)/g, ' ')
    .replace(/\]\((?!https?:|#)/g, `](${repository}/blob/v${version}/`)
    .concat('\n');
}

module.exports = { nextVersion, prepared, notes };

if (require.main === module) {
  const root = join(__dirname, '../..');
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const [command] = process.argv.slice(2);
  try {
    if (command !== 'prepare' && command !== 'notes') throw new Error(`changelog.js: got ${command}; allowed: prepare, notes`);
    const version = nextVersion(root);
    if (command === 'prepare') {
      const today = new Date().toISOString().slice(0, 10);
      writeFileSync(join(root, 'CHANGELOG.md'), prepared(read('CHANGELOG.md'), version, today));
      console.log(`CHANGELOG.md: ${version}. Open a pull request with the title "docs(changelog): ${version}".`);
    } else {
      const repository = JSON.parse(read('package.json')).repository.url.replace(/\.git$/, '');
      writeFileSync(join(root, 'dist/changelog.md'), notes(read('CHANGELOG.md'), version, repository));
    }
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
