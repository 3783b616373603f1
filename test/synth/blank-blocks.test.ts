import { kubectlReadsOtherwise, readableValue } from '../../src/synth/kubectl-yaml';

/*
 * The YAML library is that of the cdk8s that a project installs, and newer versions spell blank texts as blocks. The
 * indent of a block without a letter cannot be told, so go-yaml reads another text, or none.
 */
test.each([
  ['  \n', '|+\n    \n'],
  ['\n \n \t\t\n', '|+\n\n   \n   \t\t\n'],
  ['\n\n', '|+\n\n'],
])('the blank text %j is not left in a block, whichever version of the library spells it', (text, spelling) => {
  expect(kubectlReadsOtherwise(text, spelling, 'value')).toBe(true);
  expect(readableValue(text, spelling)).toEqual(JSON.stringify(text));
});

test('a block with a letter stays one', () => {
  expect(readableValue('a\n  \n', '|+\n  a\n    \n')).toEqual('|+\n  a\n    \n');
});
