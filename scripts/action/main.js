// The steps of action.yml, in plain Node.js without packages: what runs on a runner is what is committed here.
//   node scripts/action/main.js render | report | comment | gate
const { comment } = require('./comment');
const { gate } = require('./gate');
const { render } = require('./render');
const { report } = require('./report');
const { error } = require('./runner');

const STEPS = { render, report, comment, gate };

const step = process.argv[2];
if (!Object.hasOwn(STEPS, step)) {
  error(`got the step "${step}"; allowed: ${Object.keys(STEPS).join(', ')}`);
  process.exitCode = 2;
} else {
  Promise.resolve()
    .then(() => STEPS[step]())
    .catch((reason) => {
      // What was foreseen has words of its own; of a mistake in these files its place is needed.
      error(reason.foreseen === true ? reason.message : `a mistake in this action: ${reason.stack}`);
      process.exitCode = 1;
    });
}
