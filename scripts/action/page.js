// The page of the network, for whoever wants to look at it: what the change opens and closes, or, without a base, what is open.
const { mkdirSync } = require('fs');
const path = require('path');
const { warning } = require('./runner');
const { runTool } = require('./tool');

/** Writes the page and returns its path; empty where none is asked for, or none can be made. */
function makePage(tool, place, inputs, isCompared) {
  if (!inputs.page) return '';
  const folder = path.join(place.state, 'page');
  mkdirSync(folder, { recursive: true });
  const [name, args] = isCompared
    ? ['network-diff.html', ['diff', place.base, place.head]]
    : ['network.html', ['reach', place.head]];
  const file = path.join(folder, name);
  try {
    runTool(tool, [...args, '--format', 'html', ...inputs.options], place.root, file);
    return file;
  } catch (reason) {
    if (reason.foreseen !== true) throw reason;
    // The tables say what the page would; that it is missing fails no job.
    warning(`There is no page: ${reason.message}`);
    return '';
  }
}

module.exports = { makePage };
