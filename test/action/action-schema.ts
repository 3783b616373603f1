/**
 * What GitHub allows in the file of a composite action, as its reference of the metadata syntax says.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 */
const TEXT = { type: 'string' };
const NAME = '^[A-Za-z_][A-Za-z0-9_-]*$';

/** What both kinds of steps may have. */
const EACH = {
  id: { type: 'string', pattern: NAME },
  name: TEXT,
  if: TEXT,
  env: { type: 'object', additionalProperties: TEXT },
  'continue-on-error': TEXT,
};

function object(required: readonly string[], properties: object): object {
  return { type: 'object', required, additionalProperties: false, properties };
}

function named(value: object): object {
  return { type: 'object', additionalProperties: false, patternProperties: { [NAME]: value } };
}

export const ACTION_SCHEMA = object(['name', 'description', 'runs'], {
  name: TEXT,
  description: { type: 'string', minLength: 1 },
  author: TEXT,
  branding: object(['icon', 'color'], {
    icon: TEXT,
    color: { enum: ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'] },
  }),
  inputs: named(
    object(['description'], {
      description: TEXT,
      required: { type: 'boolean' },
      default: TEXT,
      deprecationMessage: TEXT,
    }),
  ),
  outputs: named(object(['description', 'value'], { description: TEXT, value: TEXT })),
  runs: object(['using', 'steps'], {
    using: { const: 'composite' },
    steps: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          object(['run', 'shell'], { ...EACH, run: TEXT, shell: TEXT, 'working-directory': TEXT }),
          object(['uses'], { ...EACH, uses: TEXT, with: { type: 'object', additionalProperties: TEXT } }),
        ],
      },
    },
  }),
});
