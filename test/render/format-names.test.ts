import {
  CHECK_FORMAT_NAMES,
  DIFF_FORMAT_NAMES,
  EXPLAIN_FORMAT_NAMES,
  REACH_FORMAT_NAMES,
} from '../../src/render/format-names';
import {
  CHECK_FORMATS,
  DIFF_FORMATS,
  EXPLAIN_FORMATS,
  EXPLAIN_PORTS_FORMATS,
  REACH_FORMATS,
} from '../../src/render/formats';

test('each format that the help names is rendered, in that order, and no other', () => {
  expect([...REACH_FORMATS.keys()]).toEqual(REACH_FORMAT_NAMES);
  expect([...DIFF_FORMATS.keys()]).toEqual(DIFF_FORMAT_NAMES);
  expect([...CHECK_FORMATS.keys()]).toEqual(CHECK_FORMAT_NAMES);
  expect([...EXPLAIN_FORMATS.keys()]).toEqual(EXPLAIN_FORMAT_NAMES);
  expect([...EXPLAIN_PORTS_FORMATS.keys()]).toEqual(EXPLAIN_FORMAT_NAMES);
});
