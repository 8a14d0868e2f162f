import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { fieldRule } from './field-rule';

type RequestClass = () => new () => object;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const object = fieldRule({
  name: 'isPart',
  faultOf: (value) =>
    isObject(value) ? undefined : { rule: 'must be an object', fix: 'Send an object, in curly brackets.' },
});

// ValidateNested says by its place which item is no object; it takes a list for one.
const listOfObjects = fieldRule({
  name: 'isListOfParts',
  faultOf: (value) =>
    Array.isArray(value) && !value.some(Array.isArray)
      ? undefined
      : { rule: 'must be a list of objects', fix: 'Send a list, in square brackets, of objects in curly ones.' },
});

/** An object with fields of its own. ValidateNested alone would take a list of them, and an empty list as all of them. */
export const IsPart = (type: RequestClass): PropertyDecorator => applyDecorators(object, ValidateNested(), Type(type));

/** A list of such objects; how many is said by ArrayMinSize and ArrayMaxSize beside it. */
export const IsListOf = (type: RequestClass): PropertyDecorator =>
  applyDecorators(listOfObjects, ValidateNested({ each: true }), Type(type));
