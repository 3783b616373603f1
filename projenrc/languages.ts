import { cdk8s } from 'projen';

/** How the package is called on PyPI and in Python. */
const PYTHON = {
  distName: 'cdk8s-service-patterns',
  module: 'cdk8s_service_patterns',
  classifiers: [
    'Intended Audience :: System Administrators',
    'Topic :: Software Development :: Code Generators',
    'Topic :: System :: Systems Administration',
  ],
};

/**
 * The tasks that make the packages for other languages. They are not `publishToPypi` of projen: its tasks fail where the
 * other language is missing, and its jobs build again what the release has already built.
 */
export function addLanguages(project: cdk8s.ConstructLibraryCdk8s): void {
  project.tryFindObjectFile('package.json')?.addOverride('jsii.targets.python', PYTHON);

  const wheel = project.addTask('package:python', {
    description: 'Make the wheel for Python, where Python is there (--required: fail where it is not)',
    exec: 'node scripts/python/package.js',
    receiveArgs: true,
  });
  project.tasks.tryFind('package-all')?.spawn(wheel);

  project.addTask('test:python', {
    description: 'Install the wheel and the npm package in empty folders, and hold docs/python.md and its output',
    exec: 'node scripts/python/test.js',
    receiveArgs: true,
  });
}
