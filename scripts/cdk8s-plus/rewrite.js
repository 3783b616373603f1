// The texts of the sources, for another version of cdk8s-plus: the same but for the names of the two packages.
const { OWN, ownNames, plusNames } = require('./names');
const { SOURCE } = require('./versions');

/** What tells of all versions, of what was measured with one, or is made by a tool; it stays as it is. */
const AS_IT_IS = [
  /^CHANGELOG\.md$/,
  /^API\.md$/,
  /^package-lock\.json$/,
  /^\.projen(rc\.ts|\/)/,
  /^projenrc\//,
  /^bench\/README\.md$/,
  /^docs\/performance\.md$/,
  /^docs\/cdk8s-plus-versions\.md$/,
  /^(scripts|test\/scripts)\/cdk8s-plus\/(?!plain-app\.ts)/,
];

/** What concerns the action and the templates of pipelines: they are those of the repository, which there is once. */
const OF_THE_REPOSITORY = [
  /^action\.yml$/,
  /^ci\//,
  /^scripts\/action\//,
  /^test\/(action|ci)\//,
  /^docs\/pull-requests\.md$/,
];

/**
 * Where this package is meant when its name stands there. It is also the name of annotations, of a label's value and of
 * the repository, and these are the same for all versions.
 */
const OWN_PLACES = [
  // import … from 'cdk8s-service-patterns/lib/jest'; require("cdk8s-service-patterns")
  [/((?:from|import|require\(|import\()\s*['"])NAME(?=['"/])/g, 'npm'],
  // The keys of paths in tsconfig.json, of dependencies, and of the modules that jest looks for elsewhere.
  [/(['"])NAME(?=['"]\s*:)/g, 'npm'],
  [/(\[')NAME(?='\])/g, 'npm'],
  // Where jest or vitest import the matchers.
  [/(^|[^\w/.-])NAME(?=\/lib\/)/gm, 'npm'],
  [/(\^)NAME(?=\$)/g, 'npm'],
  [/(npm (?:install|i)(?: --?[\w-]+)* )NAME(?![\w.-])/g, 'npm'],
  [/(npx(?: --?[\w-]+)* )NAME(?![\w.-])/g, 'npm'],
  [/(--package )NAME(?![\w.-])/g, 'npm'],
  [/(node_modules\/)NAME(?![\w.-])/g, 'npm'],
  [/(package: )NAME(?![\w.-])/g, 'npm'],
  [/((?:copy|copies) of )NAME(?=:)/g, 'npm'],
  // The names of its classes in jsii.
  [/(['"`\s(])NAME(?=\.[A-Z])/g, 'npm'],
  [/(^# )NAME$/gm, 'npm'],
  [/(pip install(?: --?[\w-]+)* )NAME(?![\w.-])/g, 'npm'],
  [/(own: ')NAME(?=')/g, 'npm'],
];

/** The text of a file of the sources, for a version. */
function rewriteText(file, text, version) {
  if (version === SOURCE || AS_IT_IS.some((pattern) => pattern.test(file))) return text;
  const withPlus = rewritePlus(text, version);
  return OF_THE_REPOSITORY.some((pattern) => pattern.test(file)) ? withPlus : rewriteOwn(withPlus, version);
}

/** With a release behind the name, it tells of what was seen in that release. */
function rewritePlus(text, version) {
  const before = plusNames(SOURCE);
  const after = plusNames(version);
  return Object.keys(before).reduce(
    (rewritten, language) =>
      rewritten.replace(new RegExp(`(?<![\\w-])${literally(before[language])}(?![\\w-]| \\d)`, 'g'), after[language]),
    text,
  );
}

function rewriteOwn(text, version) {
  const names = ownNames(version);
  const { python, java } = ownNames(SOURCE);
  const named = OWN_PLACES.reduce(
    (rewritten, [place, language]) =>
      rewritten.replace(new RegExp(place.source.replace('NAME', OWN), place.flags), `$1${names[language]}`),
    text,
  );
  return named
    .replace(new RegExp(`(?<![\\w/])${python}(?!\\w)`, 'g'), names.python)
    .replace(new RegExp(`(?<![\\w.])${literally(java)}(?!\\w)`, 'g'), names.java);
}

function literally(name) {
  return name.replaceAll('.', '\\.');
}

module.exports = { rewriteText };
