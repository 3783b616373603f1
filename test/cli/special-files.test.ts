import { execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import { Workplace } from './in-process';
import { BAD_POLICY } from './shop';
import { readText } from '../../src/cli/read-file';
import { findSources } from '../../src/cli/sources';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';

/** The module itself: what is imported of it is a view that cannot be changed. */
const MODULE = jest.requireActual<typeof fs>('fs');

let place: Workplace;
beforeEach(() => {
  place = new Workplace({ 'other.yaml': BAD_POLICY });
});
afterEach(() => {
  jest.restoreAllMocks();
  place.remove();
});

/** What is said of an operand, beside a file whose three problems must be found all the same. */
async function saidOf(operand: string): Promise<string> {
  const { code, stdout, stderr } = await place.run(['reach', operand, './other.yaml']);
  expect([code, stdout]).toEqual([3, '']);
  const lines = stderr.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('other.yaml:'))).toHaveLength(3);
  expect(lines.at(-1)).toMatch(/^\d+ problems in the input; nothing was judged$/);
  return lines
    .filter((line) => !line.startsWith('other.yaml:'))
    .slice(0, -1)
    .join('\n');
}

describe('an operand that is no plain file ends, and is named', () => {
  test.each(['/dev/zero', '/dev/urandom', '/dev/full'])('%s, which has no end', async (device) => {
    expect(await saidOf(device)).toEqual(
      `${device}: got a device; allowed: a file. Fix: name a file, or - for standard input`,
    );
  });

  test('/dev/null, which has nothing', async () => {
    expect(await saidOf('/dev/null')).toEqual('');
  });

  test('a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [place.path('pipe')]);
    expect(await saidOf('./pipe')).toEqual(
      'pipe: got a pipe that nobody writes to; allowed: a file, or a pipe with a writer',
    );
  });

  test('a pipe with a writer who takes his time is read to its end', async () => {
    execFileSync('mkfifo', [place.path('pipe')]);
    const writer = spawn('sh', [
      '-c',
      `sleep 0.2; { sleep 0.2; printf 'apiVersion: v1\\n'; sleep 0.2; printf 'kind: Pod\\n'; } > "$0"`,
      place.path('pipe'),
    ]);
    expect(await readText(place.path('pipe'))).toEqual('apiVersion: v1\nkind: Pod\n');
    writer.kill();
  });

  test('a socket', async () => {
    const server = net.createServer().listen(place.path('socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await saidOf('./socket.yaml')).toMatch(
      /^socket\.yaml: got a socket or a device that is not there; allowed: /,
    );
    server.close();
  });

  test('a link that leads nowhere, one that leads to itself, a path through a file, and a name that is too long', async () => {
    fs.symlinkSync('nowhere', place.path('b'));
    fs.symlinkSync('c', place.path('c'));
    expect(await saidOf('./b')).toMatch(/^b: got a link that leads nowhere; allowed: /);
    expect(await saidOf('./c')).toMatch(/^c: got a link that leads to itself; allowed: /);
    expect(await saidOf('./other.yaml/x')).toMatch(/^other\.yaml\/x: cannot be read: ENOTDIR/);
    expect(await saidOf(`./${'x'.repeat(300)}`)).toMatch(/^x{300}: cannot be read: ENAMETOOLONG/);
  });

  test('standard input by another name', async () => {
    const { code, stdout } = await place.run(['reach', '/dev/stdin'], { stdin: POD });
    expect([code, stdout]).toEqual([0, expect.stringContaining('default/Pod/a')]);
    const twice = await place.run(['reach', '-', '/dev/stdin'], { stdin: POD });
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('standard input ends after the first')]);
  });
});

describe('a directory with something that is no plain file', () => {
  test('names pipes, links to devices and sockets, and reads none of them', async () => {
    place.write('in/a.yaml', POD);
    execFileSync('mkfifo', [place.path('in/pipe.yaml')]);
    fs.symlinkSync('/dev/zero', place.path('in/zero.yaml'));
    const server = net.createServer().listen(place.path('in/socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await saidOf('./in')).toEqual(
      [
        'in/pipe.yaml: got a pipe or a device; allowed: a plain file. Fix: name the file itself if it is meant',
        'in/socket.yaml: got a pipe or a device; allowed: a plain file. Fix: name the file itself if it is meant',
        'in/zero.yaml: got a link that leads out of in; allowed: files that are in it. Fix: name the file itself if it is meant',
      ].join('\n'),
    );
    server.close();
  });

  test('with a file that is gone before it is read', async () => {
    place.write('in/a.yaml', POD);
    place.write('in/b.yaml', POD);
    const { sources, problems } = findSources([place.path('in')], async () => '', false);
    fs.rmSync(place.path('in/a.yaml'));
    expect(problems).toEqual([]);
    await expect(sources[0].read()).rejects.toThrow('ENOENT');
    expect(await sources[1].read()).toEqual(POD);
  });

  test('that is gone while it is listed', async () => {
    place.write('in/a.yaml', POD);
    place.write('in/deep/b.yaml', POD);
    const list = fs.readdirSync;
    jest.spyOn(MODULE, 'readdirSync').mockImplementationOnce(((...args: Parameters<typeof fs.readdirSync>) => {
      const entries = list(...args);
      fs.rmSync(place.path('in'), { recursive: true });
      return entries;
    }) as never);
    const { code, stderr } = await place.run(['reach', '-R', './in']);
    expect([code, stderr.split('\n').slice(0, 2)]).toEqual([
      3,
      [
        'in/a.yaml: got nothing; allowed: a file, a directory, or - for standard input. Fix: there is no such file',
        'in/deep: got nothing; allowed: a file, a directory, or - for standard input. Fix: there is no such file',
      ],
    ]);
  });
});

describe('what may not be read', () => {
  const isRoot = process.getuid?.() === 0;

  /** Root may read everything, so it becomes somebody else for a while. */
  async function asNobody<T>(work: () => Promise<T>): Promise<T> {
    if (!isRoot) return work();
    fs.chmodSync(place.path('.'), 0o755);
    process.seteuid!(65534);
    try {
      return await work();
    } finally {
      process.seteuid!(0);
    }
  }

  test('is a file, or a folder within one: it is named, and the others are read', async () => {
    place.write('in/a.yaml', POD);
    place.write('in/b.yaml', BAD_POLICY);
    place.write('in/deep/c.yaml', POD);
    fs.chmodSync(place.path('in/a.yaml'), 0o000);
    fs.chmodSync(place.path('in/deep'), 0o000);
    const { code, stderr } = await asNobody(() => place.run(['reach', '-R', './in']));
    fs.chmodSync(place.path('in/deep'), 0o755);
    expect(code).toEqual(3);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('cannot be read'))).toEqual([
      'in/deep: cannot be read: permission denied',
      'in/a.yaml: cannot be read: permission denied',
    ]);
    expect(lines.at(-1)).toEqual('5 problems in the input; nothing was judged');
  });
});

describe('bytes that are no text in UTF-8', () => {
  test.each([
    ['Latin 1', [0x61, 0x3a, 0x20, 0xff], 'it is not UTF-8. Fix: save it as UTF-8'],
    ['UTF-16 of Windows', [0xff, 0xfe, 0x61, 0], 'it is not UTF-8 but UTF-16. Fix: save it as UTF-8'],
    ['UTF-16 of others', [0xfe, 0xff, 0, 0x61], 'it is not UTF-8 but UTF-16. Fix: save it as UTF-8'],
    [
      'UTF-16 without a mark',
      [0x61, 0, 0x3a, 0],
      'it has zero bytes, so it is no text in UTF-8. Fix: save it as UTF-8',
    ],
    [
      'a packed chart',
      [0x1f, 0x8b, 8, 0],
      'it is compressed (gzip). Fix: unpack it; a chart is rendered by helm template',
    ],
  ])('%s', async (_, bytes, why) => {
    place.write('a.yaml', Buffer.from(bytes));
    expect(await saidOf('./a.yaml')).toEqual(`a.yaml: cannot be read: ${why}`);
  });

  test('a mark of UTF-8 is no letter', async () => {
    place.write('a.yaml', `\ufeff${POD}`);
    expect(await saidOf('./a.yaml')).toEqual('');
  });
});

test('a file that is longer than a text can be is not read', async () => {
  const file = place.path('big.yaml');
  fs.writeFileSync(file, '');
  fs.truncateSync(file, 600 * 2 ** 20);
  expect(await saidOf('./big.yaml')).toEqual(
    'big.yaml: cannot be read: got 600 MB; allowed: at most 511 MB at once. Fix: take it apart into several files',
  );
});

test('texts that hold themselves, or are nested without end, are problems', async () => {
  place.write('circle.yaml', 'a: &a\n  b: *a\n');
  place.write('deep.yaml', `a: ${'['.repeat(100_000)}`);
  place.write('deep.json', `{"a":${'['.repeat(100_000)}`);
  for (const name of ['circle.yaml', 'deep.yaml', 'deep.json']) {
    expect(await saidOf(`./${name}`)).toMatch(new RegExp(`^${name}(:\\d)?: `));
  }
});

test('150,000 files that are gone are 20 lines', async () => {
  place.write('in/a.yaml', POD);
  const { readdirSync, statSync } = MODULE;
  jest.spyOn(MODULE, 'readdirSync').mockImplementationOnce(((...args: Parameters<typeof fs.readdirSync>) => {
    const [entry] = readdirSync(...args) as unknown as object[];
    return Array.from({ length: 150_000 }, (_, i) => Object.assign(Object.create(entry), { name: `${i}.yaml` }));
  }) as never);
  // Asking the disk so often would take seconds.
  jest
    .spyOn(MODULE, 'statSync')
    .mockImplementation(((file: string) => (file.endsWith('.yaml') ? undefined : statSync(file))) as never);
  const { code, stderr } = await place.run(['reach', './in']);
  expect(code).toEqual(3);
  expect(stderr.trimEnd().split('\n').slice(-3)).toEqual([
    expect.stringMatching(/^in\/100012\.yaml: got nothing; /),
    'and 149980 more like these',
    '150000 problems in the input; nothing was judged',
  ]);
});
