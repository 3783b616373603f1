// Validates objects by the schemas of their kinds, as the packages carry them: they are modules of ECMAScript, which jest does not load.
// Standard input: a JSON array of { object, module }; standard output: a JSON array of what is wrong with each, or null.
import { readFileSync } from 'node:fs';

const answers = [];
for (const { object, module } of JSON.parse(readFileSync(0, 'utf8'))) {
  const { [object.kind]: Model } = await import(module);
  try {
    new Model(object).validate();
    answers.push(null);
  } catch (problem) {
    answers.push(problem.message);
  }
}
process.stdout.write(JSON.stringify(answers));
