import { PythonVisitor } from 'jsii-rosetta';
import * as ts from 'typescript';
import { Context, Tree, tree } from './rosetta';

/** Words that Python keeps for itself; jsii writes such names with an underscore behind them. */
const KEYWORDS = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
    'nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const VALUES: { readonly [name: string]: string } = { undefined: 'None', null: 'None' };

const OPERATORS: { readonly [operator: string]: string } = { '&&': 'and', '||': 'or', '!==': '!=' };

/** The fields that ApiObject takes in each language. */
const API_OBJECT = ['apiVersion', 'kind', 'metadata'];

/** Whether an argument is for the last of the parameters. */
function isLastParameter(node: ts.ObjectLiteralExpression, context: Context): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return true;
  const parameters = context.typeChecker.getResolvedSignature(call)?.parameters;
  return parameters === undefined || call.arguments?.indexOf(node) === parameters.length - 1;
}

/** rosetta's translation to Python, where that one is wrong: each method says what for. */
export class Python extends PythonVisitor {
  public identifier(node: ts.Identifier, context: Context): Tree {
    if (node.text in VALUES) return tree([VALUES[node.text]]);
    return KEYWORDS.has(node.text) ? tree([`${node.text}_`]) : super.identifier(node, context);
  }

  public token<A extends ts.SyntaxKind>(node: ts.Token<A>, context: Context): Tree {
    const value = VALUES[context.textOf(node)];
    return value === undefined ? super.token(node, context) : tree([value]);
  }

  public translateBinaryOperator(operator: string): string {
    return OPERATORS[operator] ?? super.translateBinaryOperator(operator);
  }

  /** Of an object whose type is `any`, rosetta guesses that it is a struct. Here it is data: of patches and of API objects. */
  public unknownTypeObjectLiteralExpression(node: ts.ObjectLiteralExpression, context: Context): Tree {
    return this.keyValueObjectLiteralExpression(node, context);
  }

  /**
   * rosetta spreads the last argument where it is a struct; jsii does the last parameter. Other structs rosetta takes into the line
   * above, and leaves the bracket behind them in one of its own.
   */
  public knownStructObjectLiteralExpression(
    ...args: Parameters<PythonVisitor['knownStructObjectLiteralExpression']>
  ): Tree {
    const [node, type, context] = args;
    const isSpread = context.currentContext.tailPositionArgument === true && isLastParameter(node, context);
    const below = isSpread ? context : context.updateContext({ tailPositionArgument: false });
    const written = super.knownStructObjectLiteralExpression(node, type, below);
    return isSpread ? written : tree([written], [], { canBreakLine: true });
  }

  public propertyAccessExpression(...args: Parameters<PythonVisitor['propertyAccessExpression']>): Tree {
    return tree([super.propertyAccessExpression(...args)], [], { canBreakLine: true });
  }

  /** TypeScript takes any field of an API object in its constructor. */
  public newExpression(node: ts.NewExpression, context: Context): Tree {
    const props = node.arguments?.at(-1);
    if (context.textOf(node.expression) === 'ApiObject' && props !== undefined && ts.isObjectLiteralExpression(props)) {
      const other = props.properties.find(
        ({ name }) => name !== undefined && !API_OBJECT.includes(context.textOf(name)),
      );
      if (other !== undefined) {
        context.report(other, 'in Python, ApiObject takes no fields beside apiVersion, kind and metadata');
      }
    }
    return super.newExpression(node, context);
  }

  /** rosetta writes keys of data in snake case where they are identifiers. */
  public propertyAssignment(node: ts.PropertyAssignment, context: Context): Tree {
    if (context.currentContext.inMap !== true || !ts.isIdentifier(node.name)) {
      return super.propertyAssignment(node, context);
    }
    const below = context.updateContext({ inMap: false, tailPositionArgument: false });
    return tree([JSON.stringify(node.name.text), ': ', below.convert(node.initializer)], [], { canBreakLine: true });
  }

  /** rosetta leaves the TypeScript of the expressions as it is, and braces of the text as well. */
  public templateExpression(node: ts.TemplateExpression, context: Context): Tree {
    const text = (part: ts.TemplateLiteralLikeNode): string =>
      JSON.stringify(part.text).slice(1, -1).replace(/[{}]/g, '$&$&');
    const spans = node.templateSpans.flatMap(({ expression, literal }) => {
      if (context.textOf(expression).includes("'")) context.report(expression, 'a text in an expression in a text');
      return ['{', context.convert(expression), '}', text(literal)];
    });
    return tree(['f"', text(node.head), ...spans, '"']);
  }

  public spreadElement(node: ts.SpreadElement, context: Context): Tree {
    return tree(['*', context.convert(node.expression)]);
  }

  /** rosetta would write the pattern of `const { a } = b`. */
  public variableDeclaration(node: ts.VariableDeclaration, context: Context): Tree {
    if (!ts.isIdentifier(node.name)) context.report(node.name, 'a pattern in a declaration');
    return super.variableDeclaration(node, context);
  }
}
