import { checkContainerPath, checkProbePath, checkSubPath, checkUrlPath, normalPath } from '../../src/support/paths';

describe('a path of a URL', () => {
  test.each(['/', '/healthz', '/a/b?c=d&e', '/a%20b', '/a/../b'])('%s is one', (path) => {
    expect(checkUrlPath('here', path)).toEqual(path);
  });

  test.each([
    ['', '/'],
    ['healthz', '/healthz'],
    [' /healthz', '/healthz'],
    ['/healthz\n', '/healthz'],
    ['/health check', '/health%20check'],
    ['health check', '/health%20check'],
  ])('%j is none, and is told %s', (path, suggestion) => {
    expect(() => checkUrlPath('here', path)).toThrow(
      new Error(
        `here: path: got ${JSON.stringify(path)}; allowed: a path that begins with "/", without spaces. ` +
          `Fix: write "${suggestion}"`,
      ),
    );
  });

  test('may have any letter, and a "#"', () => {
    expect(checkUrlPath('here', '/ü#top')).toEqual('/ü#top');
  });

  test.each([
    ['/%zz', '/%25zz'],
    ['/100%', '/100%25'],
    ['/%2', '/%252'],
    ['/a%20%b', '/a%20%25b'],
  ])('%s has a broken encoding, and is told %s', (path, suggestion) => {
    expect(() => checkUrlPath('here', path)).toThrow(
      new Error(
        `here: path: got "${path}"; allowed: a path in which two hexadecimal digits follow each "%". ` +
          `Fix: write "${suggestion}"`,
      ),
    );
  });

  test('has no control characters', () => {
    expect(() => checkUrlPath('here', '/a\u0007')).toThrow(
      'here: path: got text with the character U+0007 (a control character) at place 3 of 3; allowed: ',
    );
  });

  test('is named as the caller wants it', () => {
    expect(() => checkUrlPath('here', 'a', 'probe')).toThrow(
      new Error('here: probe: got "a"; allowed: a path that begins with "/", without spaces. Fix: write "/a"'),
    );
  });
});

describe('a path in a container', () => {
  test.each(['/tmp', '/var/cache/nginx', '/a..b', '/tmp/', '/my files'])('%s is one', (path) => {
    expect(checkContainerPath('here', path, 'path')).toEqual(path);
  });

  test.each(['', '/', '//', '/.', 'tmp', './tmp', '/a/../b', '/..', 'C:/tmp', '/a:b'])('%j is none', (path) => {
    expect(() => checkContainerPath('here', path, 'path')).toThrow(
      new Error(`here: path: got "${path}"; allowed: an absolute path below "/", without ":" and "..".`),
    );
  });
});

test.each([
  ['/tmp', '/tmp'],
  ['/tmp/', '/tmp'],
  ['//tmp//a', '/tmp/a'],
  ['/tmp/./a/.', '/tmp/a'],
  ['/', ''],
])('%s is %s in the one spelling', (path, spelled) => {
  expect(normalPath(path)).toEqual(spelled);
});

describe('a path that a probe asks for', () => {
  test.each(['/', '/healthz', '/a?b=c', '/ü'])('%s is one', (path) => {
    expect(checkProbePath('here', path)).toEqual(path);
  });

  test('has no "#", behind which nothing is sent', () => {
    expect(() => checkProbePath('here', '/a#b')).toThrow(
      new Error(
        'here: path: got "/a#b"; allowed: a path without "#", behind which nothing is sent. ' +
          'Fix: write "/a%23b", or leave it out',
      ),
    );
  });
});

describe('a path inside a volume', () => {
  test.each(['a', 'a/b', 'a/', './a', '..a', 'a..', 'a/...', '$(POD_NAME)'])('%s is one', (path) => {
    expect(checkSubPath('here', path, 'subPath')).toEqual(path);
  });

  test.each([
    ['/x', 'write "x"'],
    ['../x', 'write "x"'],
    ['a/..', 'write "a"'],
    ['a/../..', 'write "a"'],
    ['..', 'leave it out for the whole volume'],
    ['', 'leave it out for the whole volume'],
    ['/', 'leave it out for the whole volume'],
  ])('%j is none, and is told: %s', (path, fix) => {
    expect(() => checkSubPath('here', path, 'subPath')).toThrow(
      new Error(`here: subPath: got "${path}"; allowed: a relative path inside the volume, without "..". Fix: ${fix}`),
    );
  });
});
