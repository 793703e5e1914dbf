import { parseArgs } from 'node:util';

type Defaults = Readonly<Record<string, number | string | boolean>>;

type Widened<Value> = Value extends number ? number : Value extends string ? string : boolean;

/**
 * What `npm run bench -- --name value` changes: a name of several words is written with dashes. Where the default is a
 * number so is the value, and above 0; where it is `false` the name alone means `true`.
 */
export function readOptions<D extends Defaults>(
  defaults: D,
): { readonly [Name in keyof D]: Widened<D[Name]> } {
  const names = Object.keys(defaults);
  const { values } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(
      names.map((name) => [
        dashed(name),
        { type: typeof defaults[name] === 'boolean' ? 'boolean' : 'string' },
      ]),
    ),
  });
  return Object.fromEntries(
    names.map((name) => {
      const value = values[dashed(name)] ?? defaults[name];
      return [name, typeof defaults[name] === 'number' ? positive(name, value) : value];
    }),
  ) as { [Name in keyof D]: Widened<D[Name]> };
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function positive(name: string, text: unknown): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${dashed(name)} has to be a number above 0`);
  return value;
}
