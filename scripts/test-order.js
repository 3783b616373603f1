// @ts-check
const { relative } = require('path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The tests that take half a minute and more, the slowest first. Where nothing is known of earlier runs, as in CI, jest
 * goes by the size of the files: it would begin the slowest last, because its cases are in files beside it, and one core
 * would wait for it.
 */
const SLOW = [
  'test/checked/walk-constructors.test.ts',
  'test/checked/walk-methods.test.ts',
  'test/checked/walk-factories.test.ts',
  'test/proof/proof.property.test.ts',
  'test/synth/identity.test.ts',
  'test/docs.test.ts',
  'test/report/network-validation.test.ts',
  'test/jest/runners.test.ts',
  'test/ci/gitlab.test.ts',
  'test/action/report.test.ts',
  'test/action/whole-action.test.ts',
  'test/action/comment.test.ts',
  'test/action/base.test.ts',
  'test/reachability/oracle.property.test.ts',
  'test/constructs/workload.test.ts',
  'test/cli/docs.test.ts',
  'test/bad-input.test.ts',
  'test/cli/process.test.ts',
  'test/promises/kubectl-reads-back-what-is-written.test.ts',
  'test/network/never-everybody.test.ts',
  'test/cli/init-template.test.ts',
  'test/cli/pipelines.test.ts',
  'test/synth/examples.test.ts',
  'test/synth/kubectl.test.ts',
  'test/synth/yaml.test.ts',
];

/** What failed last time comes first, as jest has it; then the slow tests; then the others in the order of jest. */
class TestOrder extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    return super.sort(tests).sort((a, b) => this.#rank(a) - this.#rank(b));
  }

  /** @param {import('@jest/test-result').Test} test */
  #rank(test) {
    if (this.hasFailed(test)) return -1;
    const at = SLOW.indexOf(relative(test.context.config.rootDir, test.path).replaceAll('\\', '/'));
    return at === -1 ? SLOW.length : at;
  }
}

module.exports = TestOrder;
