import * as fs from 'fs';
import * as path from 'path';
import { filesIn, freshDirectory, RECORD } from './outcome';
import { DISK, FileSystem } from '../../src/synth/file-system';
import { OutputDirectory } from '../../src/synth/output-directory';

/** The path of what a name leads to where upper and lower case are one. */
function resolved(file: string): string {
  const folder = path.dirname(file);
  if (!fs.existsSync(folder)) return file;
  const found = fs.readdirSync(folder).find((name) => name.toLowerCase() === path.basename(file).toLowerCase());
  return path.join(folder, found ?? path.basename(file));
}

/** A disk as those of macOS and Windows are: `A.yaml` and `a.yaml` are one file, which keeps the name it was made with. */
const CASELESS: FileSystem = {
  ...DISK,
  status: (file) => DISK.status(resolved(file)),
  read: (file) => DISK.read(resolved(file)),
  create: (file, content) => DISK.create(resolved(file), content),
  setMode: (file, mode) => DISK.setMode(resolved(file), mode),
  rename: (from, to) => DISK.rename(from, resolved(to)),
  remove: (file) => DISK.remove(resolved(file)),
};

let root: string;
beforeEach(() => {
  root = freshDirectory();
});

function synth(files: Record<string, string>): void {
  const planned = Object.entries(files).map(([name, content]) => ({ name, content }));
  new OutputDirectory(root, CASELESS).replace(planned, ['a']);
}

describe('where upper and lower case are one', () => {
  test('a file that synth did not write is not overwritten by another spelling of its name', () => {
    fs.writeFileSync(path.join(root, 'A.yaml'), 'mine\n');
    expect(() => synth({ 'a.yaml': 'new\n' })).toThrow(`"${root}/a.yaml", which is there already`);
    expect(filesIn(root)).toEqual({ 'A.yaml': 'mine\n' });
  });

  test('a file of an earlier synth is replaced under its new spelling, and not removed under the old one', () => {
    synth({ 'A.yaml': 'old\n', 'B.yaml': 'old\n' });
    synth({ 'a.yaml': 'new\n' });
    expect(filesIn(root)).toEqual({ 'A.yaml': 'new\n' });
    const { apps } = JSON.parse(fs.readFileSync(path.join(root, RECORD), 'utf8'));
    expect(Object.keys(apps[0].files)).toEqual(['a.yaml']);
    synth({ 'c.yaml': 'new\n' });
    expect(filesIn(root)).toEqual({ 'c.yaml': 'new\n' });
  });

  test('a file that is as it should be is left alone under its new spelling', () => {
    synth({ 'A.yaml': 'same\n' });
    synth({ 'a.yaml': 'same\n' });
    expect(filesIn(root)).toEqual({ 'A.yaml': 'same\n' });
  });
});
