import type { ValidationError } from 'class-validator';
import type { FieldError } from '../problems/problem';
import type { Fault } from '../validators/field-rule';

const missing = 'is missing';

/** The rules of class-validator that our requests use, as sentences. Rules of our own bring theirs along. */
const known: Readonly<Record<string, Fault>> = {
  isString: { rule: 'must be text', fix: 'Send it as text, in quotation marks.' },
  isNotEmpty: { rule: 'is empty', fix: 'Give it.' },
  isDefined: { rule: missing, fix: 'Give it.' },
  isBoolean: { rule: 'must be true or false', fix: 'Send true or false, without quotation marks.' },
  isInt: { rule: 'must be a whole number', fix: 'Send a whole number, without quotation marks.' },
  isNumber: { rule: 'must be a number', fix: 'Send a number, without quotation marks.' },
  arrayMinSize: { rule: 'is an empty list', fix: 'Put at least one in it.' },
  isArray: { rule: 'must be a list', fix: 'Send a list, in square brackets.' },
  isObject: { rule: 'must be an object', fix: 'Send an object, in curly brackets.' },
  nestedValidation: { rule: 'must be an object', fix: 'Send an object, in curly brackets, or a list of them.' },
  whitelistValidation: {
    rule: 'is not a field of this request',
    fix: 'Leave it out, or check how it is spelled: /api/docs has the fields.',
  },
  unknownValue: { rule: 'is not a request', fix: 'Send an object, in curly brackets.' },
};

/** What a sentence repeats of a field's name: unknown names come from outside. */
const longestName = 80;

const nameOf = (path: string): string => (path.length > longestName ? `${path.slice(0, longestName)}…` : path);

/** The value is also left out of an error that has others within it. */
const isNotThere = ({ value, children = [] }: ValidationError): boolean => value === undefined && children.length === 0;

const faultOf = (error: ValidationError, constraint: string, message: string): Fault => {
  const fault = known[constraint] ?? inItsOwnWords(error.property, message);
  const isMissing = isNotThere(error) && constraint !== 'whitelistValidation';
  return isMissing ? { rule: missing, fix: known[constraint] ? 'Give it.' : fault.fix } : fault;
};

/** Messages begin with the field's name. Those of our rules have a second sentence: the fix. */
const inItsOwnWords = (property: string, message: string): Fault => {
  const text = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  const [rule = '', ...fix] = text.replace(/\.$/, '').split('. ');
  const capital = `${rule.charAt(0).toUpperCase()}${rule.slice(1)}`;
  return { rule, fix: `${fix.join('. ') || capital}.` };
};

/** @returns every field that is wrong, the deeper ones by their path: `medicines.0.kind`. Never with the value. */
export const fieldErrors = (errors: readonly ValidationError[], parent = ''): FieldError[] =>
  errors.flatMap((error) => {
    const field = nameOf([parent, error.property ?? 'body'].filter(Boolean).join('.'));
    const own = broken(error).map(([constraint, message]) => {
      const { rule, fix } = faultOf(error, constraint, message);
      return { field, message: `${field} ${rule}.`, fix };
    });
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });

/** A field that is not there breaks every rule: one sentence says so, that of a rule of ours if there is one. */
const broken = (error: ValidationError): [constraint: string, message: string][] => {
  const constraints = error.constraints ?? {};
  const otherKind = ['isInt', 'isNumber', 'isArray', 'isListOfParts'].find((constraint) => constraint in constraints);
  // What is no number is neither too great nor too small, and what is no list neither too long nor too short.
  const all = Object.entries(constraints).filter(([constraint]) => !otherKind || constraint === otherKind);
  if (!isNotThere(error)) return all;
  return [...all.filter(([constraint]) => !known[constraint]), ...all].slice(0, 1);
};
