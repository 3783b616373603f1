import { createHash } from 'crypto';
import { Script } from 'vm';
import { gunzipSync } from 'zlib';
import { PAGE_SCRIPT } from '../../../src/render/page/page-script';

const { bundle } = jest.requireActual<{ bundle: () => string }>('../../../scripts/page-script');

const SCRIPT = gunzipSync(Buffer.from(PAGE_SCRIPT.packed, 'base64')).toString('utf8');

test('the packed script is what browser/ and the engine make today', () => {
  // Two texts of 300 kB side by side would help nobody.
  const is = SCRIPT === bundle() ? 'up to date' : 'out of date: run `node scripts/page-script.js`';
  expect(is).toBe('up to date');
});

test('its hash is that of the script as it runs', () => {
  expect(PAGE_SCRIPT.hash).toBe(`sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`);
});

test('the script is one that parses', () => {
  expect(new Script(SCRIPT)).toBeInstanceOf(Script);
});

test('no text of it is made into code or markup while it runs', () => {
  expect(SCRIPT.match(/\beval\(|\bnew Function\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write/g)).toBeNull();
});
