import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { findWheel, OutdatedWheel } from '../../../scripts/python/python';

const PYTHON = 'python3';
const hasPython = spawnSync(PYTHON, ['--version']).status === 0;
if (!hasPython) console.warn('the wheel is not compared with the package: there is no python3');

/** Makes a wheel of lib and .jsii of the folder, as jsii-pacmak does. */
const MAKE_WHEEL = `
import io, sys, tarfile, zipfile
package = io.BytesIO()
with tarfile.open(fileobj=package, mode="w:gz") as tarball:
    for name in ("lib", ".jsii", "README.md"):
        tarball.add(name, f"package/{name}")
with zipfile.ZipFile("dist/python/own-1.0.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("own/_jsii/own@1.0.0.jsii.tgz", package.getvalue())
`;

(hasPython ? describe : describe.skip)('the wheel in dist/python', () => {
  let root: string;
  const write = (file: string, text: string): void => writeFileSync(path.join(root, file), text);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'wheel-'));
    for (const folder of ['lib/parts', 'dist/python']) mkdirSync(path.join(root, folder), { recursive: true });
    for (const file of ['.jsii', 'README.md', 'lib/index.js', 'lib/parts/one.js']) write(file, 'as it was');
    write('package.json', JSON.stringify({ jsii: { targets: { python: { module: 'own' } } } }));
    expect(spawnSync(PYTHON, ['-c', MAKE_WHEEL], { cwd: root }).status).toBe(0);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('is taken where it is of the compiled package, whatever pages say now', () => {
    write('README.md', 'otherwise');
    expect(findWheel(PYTHON, root)).toBe(path.join(root, 'dist/python/own-1.0.0-py3-none-any.whl'));
  });

  test('is found beside those for other versions of cdk8s-plus, and is none of them', () => {
    write('dist/python/own_37-1.0.0-py3-none-any.whl', 'the wheel of another package');
    write('dist/python/a_own-1.0.0-py3-none-any.whl', 'the wheel of another package');
    expect(findWheel(PYTHON, root)).toBe(path.join(root, 'dist/python/own-1.0.0-py3-none-any.whl'));
    rmSync(path.join(root, 'dist/python/own-1.0.0-py3-none-any.whl'));
    expect(findWheel(PYTHON, root)).toBeUndefined();
  });

  test.each(['.jsii', 'lib/index.js', 'lib/parts/one.js'])('is refused where %s is another', (file) => {
    write(file, 'otherwise');
    expect(() => findWheel(PYTHON, root)).toThrow(OutdatedWheel);
    expect(() => findWheel(PYTHON, root)).toThrow(
      `dist/python/own-1.0.0-py3-none-any.whl is not of the package that is compiled now: ${file} differs. ` +
        'Fix: run npx projen package:python',
    );
  });

  test('is refused where nothing is compiled', () => {
    for (const file of ['lib', '.jsii']) rmSync(path.join(root, file), { recursive: true });
    expect(() => findWheel(PYTHON, root)).toThrow(/: lib\/\S+ and 2 more differ\. Fix: /);
  });

  test('is none where none was made', () => {
    rmSync(path.join(root, 'dist'), { recursive: true });
    expect(findWheel(PYTHON, root)).toBeUndefined();
  });
});
