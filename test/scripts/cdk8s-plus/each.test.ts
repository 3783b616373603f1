/* eslint-disable @typescript-eslint/no-require-imports */
const { forEachVersion } = require('../../../scripts/cdk8s-plus/each.js') as {
  forEachVersion: (
    versions: string[],
    work: (version: string) => void,
    say: (text: string) => void,
  ) => { done: string[]; skipped: string[] };
};
const { NotThere } = require('../../../scripts/cdk8s-plus/fetch.js') as { NotThere: new (text: string) => Error };
const { Failure } = require('../../../scripts/cdk8s-plus/build.js') as { Failure: new (text: string) => Error };

let began: string[];
let said: string[];
const run = (errors: Record<string, Error>): { done: string[]; skipped: string[] } =>
  forEachVersion(
    ['32', '34', '37'],
    (version) => {
      began.push(version);
      if (version in errors) throw errors[version];
    },
    (text) => said.push(text),
  );

beforeEach(() => {
  began = [];
  said = [];
});

test('all versions are made', () => {
  expect(run({})).toEqual({ done: ['32', '34', '37'], skipped: [] });
  expect(said).toEqual([]);
});

test('a version whose release no registry has is left out, and said, and the others are made', () => {
  expect(run({ 32: new NotThere('skipped: cdk8s-plus-32 2.5.105 is not to be had') })).toEqual({
    done: ['34', '37'],
    skipped: ['32'],
  });
  expect(said).toEqual(['cdk8s-plus: skipped: cdk8s-plus-32 2.5.105 is not to be had']);
});

test('a step that fails ends the run, although a version was left out before', () => {
  const errors = { 32: new NotThere('is not to be had'), 34: new Failure('jest.js failed') };
  expect(() => run(errors)).toThrow(errors[34]);
  expect(began).toEqual(['32', '34']);
  expect(said).toEqual(['cdk8s-plus: is not to be had']);
});
