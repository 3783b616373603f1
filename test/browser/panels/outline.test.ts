import { dedent, outline } from '../../../browser/panels/outline';

test('indented lines are a tree, whatever level they begin at', () => {
  expect(outline(['  isolated by db\n', '    ingress[0]\n', '      opens it\n', '\n', '  isolated by all\n'])).toEqual([
    { text: 'isolated by db', below: [{ text: 'ingress[0]', below: [{ text: 'opens it', below: [] }] }] },
    { text: 'isolated by all', below: [] },
  ]);
});

test('a line that is too far to the right belongs to the last one', () => {
  expect(outline(['a\n      b\nc'])).toEqual([
    { text: 'a', below: [{ text: 'b', below: [] }] },
    { text: 'c', below: [] },
  ]);
});

test('no lines are no tree', () => {
  expect(outline([])).toEqual([]);
  expect(outline(['\n', '  \n'])).toEqual([]);
});

test('what all lines are indented by is taken away', () => {
  expect(dedent(['    spec:', '      ingress:', '    more'])).toEqual(['spec:', '  ingress:', 'more']);
});
