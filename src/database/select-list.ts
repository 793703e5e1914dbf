import {
  EntitySchema,
  JsonType,
  type Opt,
  type Reference,
  Type,
  UnderscoreNamingStrategy,
} from '@mikro-orm/core';

/** The value that the driver hands over for a property: of another entity its id, and never `undefined`. */
type Value<V> = V extends null | undefined
  ? null
  : V extends Reference<object>
    ? string
    : V extends (string | number | boolean) & Opt.Brand
      ? Unmarked<V>
      : V;

/** The ORM marks what may be left out when an entity is made. */
type Unmarked<V> = V extends string ? string : V extends number ? number : boolean;

/** A reference `contact` is read as `contactId`. */
type ColumnName<V, Name extends string> = NonNullable<V> extends Reference<object> ? `${Name}Id` : Name;

type Row<Entity, Name extends keyof Entity & string> = {
  readonly [N in Name as ColumnName<Entity[N], N>]: Value<Entity[N]>;
};

/** What a row looks like that was read by a {@link SelectList}. */
export type RowOf<List> = List extends SelectList<infer Entity, infer Name> ? Row<Entity, Name> : never;

/** What an entity says of a property, before and after the ORM has completed it. */
interface Property {
  readonly kind?: string;
  readonly type?: unknown;
  readonly customType?: Type<unknown>;
  readonly formula?: (columns: Readonly<Record<string, string>>) => string;
}

const naming = new UnderscoreNamingStrategy();

/**
 * The columns that a statement reads of an entity. Their names, and the SQL that makes values of them, are those of the
 * entity, so that a row read here and an entity read by the ORM hold the same.
 */
export class SelectList<Entity extends object, Name extends keyof Entity & string> {
  constructor(
    private readonly entity: new () => Entity,
    private readonly names: readonly Name[],
  ) {}

  /** Every column but these. */
  static without<Entity extends object, Name extends keyof Entity & string = never>(
    entity: new () => Entity,
    ...unread: Name[]
  ): SelectList<Entity, Exclude<keyof Entity & string, Name>> {
    const names = Object.keys(propertiesOf(entity)) as (keyof Entity & string)[];
    return new SelectList(entity, names.filter((name) => !unread.includes(name as Name)) as never);
  }

  /** `a.id, a.contact_id as "contactId", …` for the table with the alias `a`. */
  of(alias: string): string {
    return this.columns(alias)
      .map(([name, sql]) => (sql === `${alias}.${name}` ? sql : `${sql} as "${name}"`))
      .join(', ');
  }

  /** The row as one JSON object, so that a statement on another table can carry it along. */
  asJson(alias: string): string {
    const members = this.columns(alias).map(([name, sql]) => `'${name}', ${sql}`);
    return `json_build_object(${members.join(', ')})`;
  }

  private columns(alias: string): [name: string, sql: string][] {
    const properties = propertiesOf(this.entity);
    return this.names.map((name) => columnOf(name, properties[name] as Property, alias));
  }
}

const propertiesOf = (entity: new () => object) =>
  EntitySchema.REGISTRY.get(entity)?.properties as Record<string, Property>;

function columnOf(name: string, property: Property, alias: string): [name: string, sql: string] {
  if (property.kind === 'm:1') return [`${name}Id`, `${alias}.${naming.joinColumnName(name)}`];
  if (property.formula) return [name, property.formula({ id: `${alias}.id` })];
  const column = `${alias}.${naming.propertyToColumnName(name)}`;
  return [name, typeOf(property)?.convertToJSValueSQL?.(column, undefined as never) ?? column];
}

/** The driver parses JSON by itself; that type asks for a platform, to do nothing. */
function typeOf({ customType, type }: Property): Type<unknown> | undefined {
  const found =
    customType ??
    (Type.isMappedType((type as typeof Type | undefined)?.prototype)
      ? new (type as new () => Type<unknown>)()
      : undefined);
  return found instanceof JsonType ? undefined : found;
}
