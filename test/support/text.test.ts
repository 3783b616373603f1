import { checkText } from '../../src/support/text';

const character = (code: number) => String.fromCharCode(code);

describe('text for a manifest', () => {
  it.each([
    '',
    'plain',
    'two\nlines',
    'a\ttab',
    'from Windows\r\n',
    'größer',
    'no-break space',
    '日本',
    '😀',
    '\u200b',
    '\ue000',
    '\ufffd',
  ])('takes %j', (text) => {
    expect(checkText('X', 'value', text)).toBe(text);
  });

  it.each([
    [0x00, 'U+0000 (a control character)'],
    [0x0b, 'U+000B (a control character)'],
    [0x0c, 'U+000C (a control character)'],
    [0x1b, 'U+001B (a control character)'],
    [0x7f, 'U+007F (DEL)'],
    [0x80, 'U+0080 (a control character)'],
    [0x85, 'U+0085 (next line)'],
    [0x9f, 'U+009F (a control character)'],
    [0x2028, 'U+2028 (line separator)'],
    [0x2029, 'U+2029 (paragraph separator)'],
    [0xfeff, 'U+FEFF (byte order mark)'],
    [0xfffe, 'U+FFFE (no character)'],
    [0xffff, 'U+FFFF (no character)'],
    [0xd83d, 'U+D83D (half of a character)'],
    [0xde00, 'U+DE00 (half of a character)'],
  ])('refuses %d wherever it stands, by its name', (code, name) => {
    for (const text of [
      character(code),
      `s3cret${character(code)}`,
      `${character(code)}s3cret`,
      `s3\n${character(code)}`,
    ]) {
      expect(() => checkText('shop/api', 'value of env A', text)).toThrow(
        `shop/api: value of env A: got text with the character ${name} at place `,
      );
    }
  });

  it('does not show the text, which may be a secret', () => {
    expect(() => checkText('X', 'value', 's3cret\u2028')).toThrow(
      new Error(
        'X: value: got text with the character U+2028 (line separator) at place 7 of 7; allowed: characters that kubectl ' +
          'reads back from YAML as they were: no control characters but tab and line breaks. Fix: leave it out, or give ' +
          'the text to the program in another way, such as base64',
      ),
    );
  });

  it('takes as long as the text is long', () => {
    const halves = '\ud83d\ude00'.repeat(200_000);
    expect(checkText('X', 'value', halves)).toBe(halves);
  });
});
