const path = require('path');

/** The folder itself and those around it, up to the repository's root: packages of a workspace are in the root. */
function* foldersUpTo(folder, root) {
  for (let at = folder; ; at = path.dirname(at)) {
    yield at;
    if (at === root || path.dirname(at) === at) return;
  }
}

module.exports = { foldersUpTo };
