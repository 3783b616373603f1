// Several versions in one run.
const { NotThere } = require('./fetch');

/**
 * Does the work for each; one whose release no registry has is left out, and the others go on. Any other error ends it.
 *
 * @returns those that are done, and those that are left out
 */
function forEachVersion(versions, work, say = console.error) {
  const done = [];
  const skipped = [];
  for (const each of versions) {
    try {
      work(each);
      done.push(each);
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      say(`cdk8s-plus: ${error.message}`);
      skipped.push(each);
    }
  }
  return { done, skipped };
}

module.exports = { forEachVersion };
