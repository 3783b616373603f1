// The parts of docs/cdk8s-plus-versions.md that are written from versions.json and from what was rendered.
const { ownNames, plusNames } = require('./names');
const { SOURCE, VERSIONS } = require('./versions');

/** The versions, with the names of the packages and the lowest releases. */
function versionsTable() {
  const rows = Object.entries(VERSIONS).map(([version, { minimum, constructs, why }]) => {
    const { npm, python } = ownNames(version);
    const plus = plusNames(version);
    return `| \`${npm}\` | \`${plus.npm}\` | ${minimum} | ${why} | ${constructs} | \`import ${python}\` |`;
  });
  return [
    '| package for npm and PyPI | made for | from release | because | `constructs` from | in Python |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The fields that differ from those of the sources' version; a column for each other version. */
function differencesTable(measured, part) {
  const versions = Object.keys(measured);
  const fields = new Map();
  for (const version of versions) {
    for (const { field, kinds, before, after } of measured[version][part]) {
      const key = `| \`${field}\` | ${kinds.join(', ')} | ${inCell(before)} |`;
      fields.set(key, { ...fields.get(key), [version]: inCell(after) });
    }
  }
  const head = ['field', 'of', plusNames(SOURCE).npm, ...versions.map((version) => plusNames(version).npm)];
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...[...fields].map(
      ([row, cells]) => `${row} ${versions.map((version) => cells[version] ?? 'the same').join(' | ')} |`,
    ),
  ].join('\n');
}

function inCell(value) {
  return value === null ? 'not written' : `\`${value}\``;
}

/** What this package itself renders. */
function ownDifferences(measured) {
  const versions = Object.keys(measured);
  const { objects } = measured[versions[0]];
  const names = versions.map((version) => `${plusNames(version).npm} ${measured[version].release}`).join(', ');
  if (versions.every((version) => measured[version].own.length === 0)) {
    return `The examples of the repository and the stack of README.md, ${objects} objects: with ${names}, no field differs from ${plusNames(SOURCE).npm}.`;
  }
  return differencesTable(measured, 'own');
}

/** The page with its parts written anew: each stands between two comments of its name. */
function writtenPage(page, measured) {
  const parts = {
    versions: versionsTable(),
    'own differences': ownDifferences(measured),
    'plain differences': differencesTable(measured, 'plain'),
  };
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`docs/cdk8s-plus-versions.md: no part between ${begin} and ${end}`);
    return `${text.slice(0, from)}${begin}\n\n${part}\n\n${text.slice(to)}`;
  }, page);
}

module.exports = { differencesTable, ownDifferences, versionsTable, writtenPage };
