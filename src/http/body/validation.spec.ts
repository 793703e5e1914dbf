import { IsArray, IsString } from 'class-validator';
import type { ValidationFailed } from '../errors/errors.js';
import { Nested, validated } from './validation.js';

class Item {
  @IsString()
  name!: string;
}

class Body {
  @IsArray()
  @Nested(() => Item, { each: true })
  items!: Item[];
}

const pathsOf = (value: unknown): string[] => {
  try {
    validated(Body, value);
    return [];
  } catch (error) {
    return (error as ValidationFailed).details.map(({ path }) => path);
  }
};

describe('validated', () => {
  it('takes an array of objects only, for an array of nested objects', () => {
    expect(pathsOf({ items: [{ name: 'a' }] })).toEqual([]);
    for (const item of [[], [[]], [{ name: 'a' }], null, 'a', 5, true]) {
      expect([item, pathsOf({ items: [{ name: 'a' }, item] })[0]]).toEqual([item, 'items[1]']);
    }
  });
});
