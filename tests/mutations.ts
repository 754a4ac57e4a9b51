/** The small faults that `npm run mutants` tries: which there are in a source text, and how each is named. */
import { parseSync } from "vite";

/** One fault: the text from `from` to `to` of a file replaced by `after`. Offsets are UTF-16 units. */
export interface Mutant {
  file: string;
  line: number;
  from: number;
  to: number;
  operator: string;
  after: string;
  /** The lines that it changes, in one line, as they are and as they become: names that outlive changes elsewhere. */
  source: string;
  mutated: string;
  /** Which of those of one source and mutation in a file, from 1. */
  nth: number;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Operators swapped for their neighbour. */
const swaps: Record<string, string> = {
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "+=": "-=",
  "-=": "+=",
  "++": "--",
  "--": "++",
};
/** Methods swapped for their contrary. */
const methods: Record<string, string> = {
  some: "every",
  every: "some",
  find: "findLast",
  findLast: "find",
  findIndex: "findLastIndex",
  findLastIndex: "findIndex",
  min: "max",
  max: "min",
};

/** A condition that is a bare (in)equality is negated by its swap already. */
const negatedBySwap = ["===", "!==", "==", "!="];

/** Type syntax that wraps an expression; all other nodes named TS… are types and hold no code to mutate. */
const typed = [
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
];

/** Words for people: what a message says is not tested. */
const isProse = (text: string) => /\p{Ll} \p{Ll}/u.test(text);

const oneLine = (text: string) => text.trim().replace(/\s+/g, " ");
const short = (text: string) => (text.length > 40 ? `${text.slice(0, 37)}…` : text);

/** All mutants of one file, in the order of the text. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const found: Mutant[] = [];
  const text = (node: Node) => source.slice(node.start, node.end);

  function add(operator: string, from: number, to: number, after: string) {
    const begin = source.lastIndexOf("\n", from - 1) + 1;
    const end = source.indexOf("\n", to);
    const rest = source.slice(to, end < 0 ? source.length : end);
    found.push({
      file,
      line: source.slice(0, from).split("\n").length,
      from,
      to,
      operator,
      after,
      source: oneLine(source.slice(begin, to) + rest),
      mutated: oneLine(source.slice(begin, from) + after + rest),
      nth: 1,
    });
  }

  function swap(node: Node, left: number, right: number) {
    const operator = String(node.operator);
    const other = swaps[operator];
    // Between the operands stand only the operator, white space, brackets and comments.
    const at = source.indexOf(operator, left);
    if (other && at >= left && at < right) add(`${operator} to ${other}`, at, at + operator.length, other);
  }

  function negate(condition: unknown) {
    if (!isNode(condition)) return;
    if (condition.type === "BinaryExpression" && negatedBySwap.includes(String(condition.operator))) return;
    if (condition.type === "UnaryExpression" && condition.operator === "!") return;
    add("condition negated", condition.start, condition.end, `!(${text(condition)})`);
  }

  const isText = (value: unknown) =>
    isNode(value) &&
    (value.type === "TemplateLiteral" || (value.type === "Literal" && typeof value.value === "string"));

  const empty = (node: Node) => {
    if (!isProse(text(node))) add(`${short(oneLine(text(node)))} emptied`, node.start, node.end, `""`);
  };

  /** `last` is the last statement of the function around; `message` is true inside a throw, whose words are for people. */
  function visit(node: Node, parent: Node | null, last: unknown, message: boolean) {
    const { type, start, end } = node;
    if (type.startsWith("TS") && !typed.includes(type)) return;
    switch (type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return;
      case "ExportNamedDeclaration":
        if (node.source) return;
        break;
      case "IfStatement":
      case "ConditionalExpression":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        negate(node.test);
        break;
      case "BinaryExpression":
      case "LogicalExpression":
      case "AssignmentExpression": {
        const { left, right } = node as unknown as { left: Node; right: Node };
        if (!isText(left) && !isText(right)) swap(node, left.end, right.start);
        break;
      }
      case "UpdateExpression": {
        const argument = node.argument as Node;
        if (node.prefix) swap(node, start, argument.start);
        else swap(node, argument.end, end);
        break;
      }
      case "UnaryExpression":
        if (node.operator === "!") add("! removed", start, start + 1, "");
        else if (node.operator === "-") add("- removed", start, start + 1, "");
        break;
      case "MemberExpression": {
        const { property, computed } = node as unknown as { property: Node; computed: boolean };
        const name = computed ? "" : String(property.name);
        if (parent?.type === "CallExpression" && parent.callee === node && Object.hasOwn(methods, name))
          add(`${name} to ${methods[name]}`, property.start, property.end, methods[name] as string);
        break;
      }
      case "Literal":
        if (node.value === 0 || node.value === 1)
          add(node.value === 0 ? "0 to 1" : "1 to 0", start, end, node.value === 0 ? "1" : "0");
        else if (typeof node.value === "boolean")
          add(`${node.value} to ${!node.value}`, start, end, String(!node.value));
        else if (typeof node.value === "string" && node.value !== "" && !message) empty(node);
        break;
      case "TemplateLiteral":
        if (!message && parent?.type !== "TaggedTemplateExpression") empty(node);
        break;
      case "ReturnStatement":
      case "ContinueStatement":
      case "BreakStatement":
        // The last statement of a function is its result, not an early return.
        if (node !== last) add(`${type.replace("Statement", "").toLowerCase()} removed`, start, end, ";");
        break;
      case "ThrowStatement":
        add("statement removed", start, end, ";");
        message = true;
        break;
      case "ExpressionStatement":
        if (node.directive) return;
        add("statement removed", start, end, ";");
        break;
    }
    // The body of an arrow function may be an expression, which may have a body itself: a => b => c.
    const { body } = node;
    if (/Function/.test(type) && isNode(body)) last = Array.isArray(body.body) ? body.body.at(-1) : null;
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, node, last, message);
  }

  visit(program as unknown as Node, null, null, false);
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  const times = new Map<string, number>();
  for (const mutant of found) {
    const name = `${mutant.source} → ${mutant.mutated}`;
    mutant.nth = (times.get(name) ?? 0) + 1;
    times.set(name, mutant.nth);
  }
  return found;
}
