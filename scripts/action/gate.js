// The last step: it fails the job, after everything has been shown.
const { readFileSync } = require('fs');
const path = require('path');
const { input } = require('./inputs');
const { error } = require('./runner');

function gate() {
  const refusals = JSON.parse(readFileSync(path.join(input('state'), 'refusals.json'), 'utf8'));
  for (const refusal of refusals) error(refusal.replace(/`/g, ''));
  if (refusals.length > 0) process.exitCode = 1;
}

module.exports = { gate };
