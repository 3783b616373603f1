import { cleanLine, say, sayLines } from '../../src/cli/say';

test.each([
  ['::error file=x::pwned', '- ::error file=x::pwned'],
  [' \t::set-output name=a::b', '- ::set-output name=a::b'],
  ['a.yaml:3: ::error::b', 'a.yaml:3: ::error::b'],
  ['x ##vso[task.setvariable]y', 'x # #vso[task.setvariable]y'],
  ['##[error]x', '# #[error]x'],
  ['a\nb\r\nc', 'a b c'],
  ['a\u001b[2J\u0007b', 'a [2J b'],
  ['a\u009b31mb', 'a 31mb'],
  ['a\u2028b\u2029c\u202ed\u2066e\u200bf\ufeffg', 'a b c d e f g'],
  ['ä – ok', 'ä – ok'],
])('%j is said as %j', (text, clean) => {
  expect(cleanLine(text)).toEqual(clean);
});

test('a line ends where it is said to, and nowhere else', () => {
  const said: string[] = [];
  const io = { stderr: (text: string) => void said.push(text) } as Parameters<typeof say>[0];
  say(io, 'a\n::b');
  sayLines(io, 'a\n::b');
  expect(said).toEqual(['a ::b\n', 'a\n', '- ::b\n']);
});
