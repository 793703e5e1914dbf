import { ApiProperty } from '@nestjs/swagger';

interface FieldOptions {
  readonly nullable?: boolean;
  readonly required?: boolean;
}

const common = ({ nullable, required = true }: FieldOptions) => ({
  ...(nullable && { nullable }),
  required,
});

/** The `type` of an entity: one fixed word. */
export const EntityType = (name: string): PropertyDecorator =>
  ApiProperty({ type: 'string', enum: [name], description: 'What kind of entity this is' });

/** A moment in epoch seconds with microseconds. */
export const Epoch = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({
    type: 'number',
    format: 'double',
    example: 1778872279.349493,
    description: `${description}; epoch seconds with microseconds`,
    ...common(options),
  });

/** A moment in whole epoch milliseconds. */
export const EpochMilliseconds = (description: string): PropertyDecorator =>
  ApiProperty({
    type: 'integer',
    format: 'int64',
    example: 1778872279349,
    description: `${description}; epoch milliseconds`,
  });

/** When it was deleted: `null` for everything that is answered. */
export const DeletedAt = (): PropertyDecorator =>
  Epoch('When it was deleted; null while it lives', { nullable: true });

/** An object whose members are the client's business. */
export const FreeForm = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({
    type: 'object',
    additionalProperties: true,
    description,
    ...(options.nullable && { nullable: true }),
    selfRequired: options.required ?? true,
  });

/** A list of texts; `null` where that is how an empty one is answered. */
export const Texts = (
  description: string,
  limits: { readonly maxItems: number } & ({ readonly maxLength: number } | { readonly format: 'uuid' }),
  options: FieldOptions = { nullable: true },
): PropertyDecorator => {
  const { maxItems, ...item } = limits;
  return ApiProperty({
    type: 'array',
    maxItems,
    items: { type: 'string', ...item },
    description,
    ...common(options),
  });
};
