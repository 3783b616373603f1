import { Readable, Writable } from 'stream';
import { processIo, writeAll } from '../../src/cli/io';

/** A stream that takes some writes, and fails at the next one. */
function stream(takes = Infinity, code = 'EPIPE'): Writable & { readonly taken: string[] } {
  const taken: string[] = [];
  const writable = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      if (taken.length >= takes) return done(Object.assign(new Error(code), { code }));
      taken.push(chunk);
      done();
    },
  });
  return Object.assign(writable, { taken });
}

function ioOf(stdout: Writable): { readonly io: ReturnType<typeof processIo>; readonly stderr: string[] } {
  const stderr = stream();
  return {
    io: processIo({ stdin: Readable.from([Buffer.from('ä: '), Buffer.from('1')]), stdout, stderr }),
    stderr: stderr.taken,
  };
}

test('standard input is read to its end', async () => {
  expect(await ioOf(stream()).io.stdin()).toEqual('ä: 1');
});

test('standard input that is not UTF-8 is refused, as a file is', async () => {
  const stdin = Readable.from([Buffer.from([0x61, 0xff])]);
  await expect(processIo({ stdin, stdout: stream(), stderr: stream() }).stdin()).rejects.toThrow(/utf-8/i);
});

test('a letter of standard input may be in two pieces', async () => {
  const stdin = Readable.from([Buffer.from([0xc3]), Buffer.from([0xa4])]);
  expect(await processIo({ stdin, stdout: stream(), stderr: stream() }).stdin()).toEqual('ä');
});

test('standard error takes what is not the result', () => {
  const { io, stderr } = ioOf(stream());
  io.stderr('warning\n');
  expect(stderr).toEqual(['warning\n']);
});

test('a stream that is no terminal is none', () => {
  expect(ioOf(stream()).io.isTerminal).toBe(false);
});

test('small pieces are written together', async () => {
  const stdout = stream();
  await writeAll(ioOf(stdout).io, ['a', 'b', 'c'.repeat(70_000), 'd']);
  expect(stdout.taken).toEqual([`ab${'c'.repeat(70_000)}`, 'd']);
});

test('nothing is written if there is nothing', async () => {
  const stdout = stream();
  await writeAll(ioOf(stdout).io, []);
  expect(stdout.taken).toEqual([]);
});

test('nothing more is asked for when the reader has gone', async () => {
  let asked = 0;
  function* endless(): Generator<string> {
    for (;;) {
      asked++;
      yield 'x'.repeat(70_000);
    }
  }
  const { io } = ioOf(stream(2));
  await writeAll(io, endless());
  expect(asked).toEqual(3);
  expect(await io.stdout('more')).toBe(false);
});

test('any other failure is one', async () => {
  await expect(writeAll(ioOf(stream(0, 'ENOSPC')).io, ['x'])).rejects.toThrow('ENOSPC');
});
