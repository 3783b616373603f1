// `--differences`: what a version renders otherwise than the sources do with their own, held against what the page says.
const fs = require('fs');
const path = require('path');
const { Failure } = require('./build');
const { countObjects, differences } = require('./compare');
const { writtenPage } = require('./page');
const { renderAll } = require('./render');

const MEASURED = path.join('scripts', 'cdk8s-plus', 'differences.json');
const PAGE = path.join('docs', 'cdk8s-plus-versions.md');

/** Renders with both, and compares with what was written down; or writes it down. */
function measureDifferences(root, folders, isWritten) {
  const source = renderAll(root);
  const before = JSON.parse(fs.readFileSync(path.join(root, MEASURED), 'utf8'));
  const measured = { ...before };
  for (const { wanted, folder } of folders) {
    const rendered = renderAll(folder);
    measured[wanted.version] = {
      release: wanted.release,
      objects: countObjects(rendered.own),
      own: differences(source.own, rendered.own),
      plain: differences(source.plain, rendered.plain),
    };
  }
  const changed = [
    hold(path.join(root, MEASURED), `${JSON.stringify(measured, null, 2)}\n`, isWritten),
    hold(path.join(root, PAGE), writtenPage(fs.readFileSync(path.join(root, PAGE), 'utf8'), measured), isWritten),
  ].some((isChanged) => isChanged);
  console.log(
    JSON.stringify(Object.fromEntries(folders.map(({ wanted: { version } }) => [version, measured[version]])), null, 2),
  );
  if (changed && !isWritten) {
    throw new Failure(`${MEASURED} and ${PAGE} say otherwise. Fix: run it with --write, and read what changed`);
  }
}

/** Whether the file says something else. */
function hold(file, text, isWritten) {
  if (fs.readFileSync(file, 'utf8') === text) return false;
  if (isWritten) fs.writeFileSync(file, text);
  return true;
}

module.exports = { MEASURED, PAGE, measureDifferences };
