import { cdk8s } from 'projen';

/** Names in Maven and for Go. Nothing is published there: `package:java` and `package:go` give the sources. */
const JAVA = {
  package: 'io.github.cdk8s.servicepatterns',
  maven: { groupId: 'io.github.cdk8s-service-patterns', artifactId: 'cdk8s-service-patterns' },
};
const GO = {
  moduleName: 'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go',
  packageName: 'cdk8sservicepatterns',
};

/** The examples of the pages in Python, and the sources for Java and Go. None of it is part of a build. */
export function addOtherLanguages(project: cdk8s.ConstructLibraryCdk8s): void {
  const packageJson = project.tryFindObjectFile('package.json');
  packageJson?.addOverride('jsii.targets.java', JAVA);
  packageJson?.addOverride('jsii.targets.go', GO);
  addSnippets(project);
  for (const [language, name] of Object.entries({ java: 'Java', go: 'Go' })) {
    project.addTask(`package:${language}`, {
      description: `Generate the sources for ${name} into dist/${language}, from the compiled package`,
      steps: [
        { exec: `jsii-pacmak --code-only --target ${language} --outdir dist "$(node scripts/stage-package.js)"` },
      ],
      env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
  }
}

function addSnippets(project: cdk8s.ConstructLibraryCdk8s): void {
  project.addTask('snippets', {
    description: 'Translate the TypeScript of the pages into Python, for the site (needs the compiled package)',
    exec: 'tsx --tsconfig scripts/tsconfig.json scripts/snippets/main.ts',
  });
  project.addTask('snippets:check', {
    description: 'Run what was translated, where Python is there, and compare with what the TypeScript renders',
    exec: 'tsx --tsconfig scripts/tsconfig.json scripts/snippets/check.ts',
    receiveArgs: true,
  });
}
