import { allBlocks, blocksOf, isFile, keyOf, partsOf, placeOf } from '../../../scripts/snippets/blocks';

const PAGE = [
  '# A page',
  '```ts',
  'const a = 1;',
  '```',
  '- in a list:',
  '  ```ts refused',
  '  one();',
  '',
  '  if (two) {',
  '    two();',
  '  }',
  '  ```',
  '```yaml',
  'a: 1',
  '```',
  '````ts',
  '```',
  '````',
].join('\n');

describe('the blocks of a page', () => {
  const blocks = blocksOf('docs/page.md', PAGE);

  test('are those in TypeScript, without the indentation of their fences', () => {
    expect(blocks.map(({ code }) => code)).toEqual(['const a = 1;', 'one();\n\nif (two) {\n  two();\n}', '```']);
  });

  test('know where their code begins', () => {
    expect(blocks.map(placeOf)).toEqual(['docs/page.md:3', 'docs/page.md:7', 'docs/page.md:17']);
  });

  test('have one part, or one for each statement that is refused', () => {
    expect(blocks.map(partsOf)).toEqual([['const a = 1;'], ['one();', 'if (two) {\n  two();\n}'], ['```']]);
  });

  test('are files where they have imports', () => {
    expect(isFile({ code: "// A stack.\nimport { App } from 'cdk8s';" })).toBe(true);
    expect(isFile({ code: "const text = 'an import of goods';" })).toBe(false);
  });

  test('are named by the first 16 digits of the SHA-256 of their code', () => {
    // printf 'const a = 1;' | sha256sum
    expect(keyOf({ code: 'const a = 1;' })).toBe('cefd0dd07bfa670f');
  });
});

test('the pages have blocks, and no two of them with the same name and different code', () => {
  const blocks = allBlocks();
  expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThan(40);
  expect(new Set(blocks.map(keyOf)).size).toBe(new Set(blocks.map(({ code }) => code)).size);
});
